import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * A private bucket whose name lies in the account's own namespace: nobody else can take it, and its ARN is known
 * before it exists, which is what makes a queue's policy exact.
 */
export function privateBucket(stack: Stack, id: string, name: string): s3.Bucket {
  return new s3.Bucket(stack, id, {
    bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL,
    bucketNamePrefix: `${stack.stackName.toLowerCase()}-${name}`,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    // CloudFormation deletes an empty bucket only: empty them before `cdk destroy`.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
