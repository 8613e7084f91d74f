import { CloudWatchLogsClient, DeleteLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { DeleteFunctionCommand, GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteTopicCommand, GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteQueueCommand, GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { parseArn } from '../../model/arn';
import type { Account } from './account';
import { emptyBucket, isThere } from './leftovers';

/** Something in an account that can be asked for and deleted. */
export interface Removable {
  exists(): Promise<boolean>;
  remove(): Promise<unknown>;
}

/** The fewest days that KMS waits before it deletes a key. Nothing is charged for them. */
const KEY_DAYS = 7;

/** How to delete what an ARN names; undefined for what only its stack deletes. */
export function removable(arn: string, { client }: Account): Removable | undefined {
  const { service, resource = '' } = parseArn(arn) ?? {};
  const named = (prefix: string): string | undefined =>
    resource.startsWith(prefix) ? resource.slice(prefix.length).replace(/:\*$/, '') : undefined;
  switch (service) {
    case 's3': {
      const s3 = client(S3Client);
      return {
        exists: () => isThere(s3.send(new HeadBucketCommand({ Bucket: resource }))),
        async remove() {
          await emptyBucket(s3, resource);
          await s3.send(new DeleteBucketCommand({ Bucket: resource }));
        },
      };
    }
    case 'sqs': {
      const sqs = client(SQSClient);
      const url = async () => (await sqs.send(new GetQueueUrlCommand({ QueueName: resource }))).QueueUrl;
      const look = async () => sqs.send(new GetQueueAttributesCommand({ QueueUrl: await url() }));
      return {
        exists: () => isThere(look()),
        remove: async () => sqs.send(new DeleteQueueCommand({ QueueUrl: await url() })),
      };
    }
    case 'sns': {
      const sns = client(SNSClient);
      return {
        exists: () => isThere(sns.send(new GetTopicAttributesCommand({ TopicArn: arn }))),
        remove: () => sns.send(new DeleteTopicCommand({ TopicArn: arn })),
      };
    }
    case 'logs': {
      const logGroupName = named('log-group:');
      if (logGroupName === undefined) return undefined;
      const logs = client(CloudWatchLogsClient);
      return {
        async exists() {
          const found = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
          return found.logGroups?.some((group) => group.logGroupName === logGroupName) ?? false;
        },
        remove: () => logs.send(new DeleteLogGroupCommand({ logGroupName })),
      };
    }
    case 'lambda': {
      const FunctionName = named('function:');
      if (FunctionName === undefined) return undefined;
      const lambda = client(LambdaClient);
      return {
        exists: () => isThere(lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))),
        remove: () => lambda.send(new DeleteFunctionCommand({ FunctionName })),
      };
    }
    case 'kms': {
      const KeyId = named('key/');
      if (KeyId === undefined) return undefined;
      const kms = client(KMSClient);
      return {
        async exists() {
          const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
          return KeyMetadata?.KeyState !== 'PendingDeletion';
        },
        remove: () => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: KEY_DAYS })),
      };
    }
    default:
      return undefined;
  }
}
