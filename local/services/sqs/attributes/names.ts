import type { QueueAttributeName } from '@aws-sdk/client-sqs';

/** What `CreateQueue` and `SetQueueAttributes` take. */
export const SETTABLE = [
  'VisibilityTimeout',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
] as const satisfies readonly QueueAttributeName[];

export type SettableAttribute = (typeof SETTABLE)[number];

/** What SQS itself counts or knows. */
export const READ_ONLY = [
  'QueueArn',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const satisfies readonly QueueAttributeName[];

export type ReadOnlyAttribute = (typeof READ_ONLY)[number];

export function isSettable(name: string): name is SettableAttribute {
  return SETTABLE.some((settable) => settable === name);
}
