import { Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { bucketArn } from '../../model/arn';
import { accountRegionalBucketName } from '../../model/bucket-name';

const ACCOUNT_REGIONAL = 'account-regional';
const ANY_BUCKET = '*';

/**
 * The bucket's ARN for a condition in a queue's policy, without referring to the bucket: the bucket depends on that
 * policy, because S3 checks it when the notification is configured, so a reference back would be a cycle.
 *
 * Exact where the name is known beforehand: it is written in the app, or it lies in the account's own regional
 * namespace, where it follows from the prefix. Any bucket where CloudFormation generates the name; together with
 * `aws:SourceAccount` that means any bucket of that one account.
 */
export function bucketArnPattern(bucket: CfnBucket): string {
  const stack = Stack.of(bucket);
  return bucketArn({ partition: stack.partition, name: knownName(bucket, stack) ?? ANY_BUCKET });
}

function knownName(bucket: CfnBucket, stack: Stack): string | undefined {
  const { bucketName, bucketNamePrefix, bucketNamespace } = bucket;
  if (bucketName !== undefined && isKnown(bucketName, stack)) {
    return bucketName;
  }
  if (bucketNamespace === ACCOUNT_REGIONAL && bucketNamePrefix !== undefined && isKnown(bucketNamePrefix, stack)) {
    return accountRegionalBucketName({ prefix: bucketNamePrefix, account: stack.account, region: stack.region });
  }
  return undefined;
}

/** Literal, or made of literals and what CloudFormation knows by itself, such as `AWS::AccountId`. */
function isKnown(name: string, stack: Stack): boolean {
  if (!Token.isUnresolved(name)) {
    return true;
  }
  return Tokenization.reverseString(name).tokens.every((token) => isPseudoParameter(stack.resolve(token)));
}

function isPseudoParameter(resolved: unknown): boolean {
  return (
    typeof resolved === 'object' &&
    resolved !== null &&
    'Ref' in resolved &&
    typeof resolved.Ref === 'string' &&
    resolved.Ref.startsWith('AWS::')
  );
}
