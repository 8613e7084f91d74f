import type { AwsPage } from './check';

const guide = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';
const api = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference';

export const receiveMessage: AwsPage = {
  title: 'Amazon SQS API Reference: ReceiveMessage',
  url: `${api}/API_ReceiveMessage.html`,
};

export const deleteMessage: AwsPage = {
  title: 'Amazon SQS API Reference: DeleteMessage',
  url: `${api}/API_DeleteMessage.html`,
};

export const changeVisibility: AwsPage = {
  title: 'Amazon SQS API Reference: ChangeMessageVisibility',
  url: `${api}/API_ChangeMessageVisibility.html`,
};

export const visibilityTimeout: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS visibility timeout',
  url: `${guide}/sqs-visibility-timeout.html`,
};

export const polling: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS short and long polling',
  url: `${guide}/sqs-short-and-long-polling.html`,
};

export const delayQueues: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS delay queues',
  url: `${guide}/sqs-delay-queues.html`,
};

export const messageTimers: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS message timers',
  url: `${guide}/sqs-message-timers.html`,
};

export const horizontalScaling: AwsPage = {
  title:
    'Amazon SQS Developer Guide: Increasing throughput using horizontal scaling and action batching with Amazon SQS',
  url: `${guide}/sqs-throughput-horizontal-scaling-and-batching.html`,
};

export const messageGroups: AwsPage = {
  title: 'Amazon SQS Developer Guide: Using the message group ID with Amazon SQS FIFO Queues',
  url: `${guide}/using-messagegroupid-property.html`,
};

export const deduplicationId: AwsPage = {
  title: 'Amazon SQS Developer Guide: Using the message deduplication ID in Amazon SQS',
  url: `${guide}/using-messagededuplicationid-property.html`,
};

export const deadLetterQueues: AwsPage = {
  title: 'Amazon SQS Developer Guide: Using dead-letter queues in Amazon SQS',
  url: `${guide}/sqs-dead-letter-queues.html`,
};

export const redriveTasks: AwsPage = {
  title: 'Amazon SQS API Reference: StartMessageMoveTask',
  url: `${api}/API_StartMessageMoveTask.html`,
};

export const bucketPermissions: AwsPage = {
  title: 'Amazon S3 User Guide: Granting permissions to publish event notification messages to a destination',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html',
};

export const confusedDeputyProblem: AwsPage = {
  title: 'AWS IAM User Guide: The confused deputy problem',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
};

export const queuePolicies: AwsPage = {
  title: 'Amazon SQS Developer Guide: Basic examples of Amazon SQS policies',
  url: `${guide}/sqs-basic-examples-of-sqs-policies.html`,
};

export const functionQueues: AwsPage = {
  title: 'AWS Lambda Developer Guide: Creating and configuring an Amazon SQS event source mapping',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
};

export const functionBatches: AwsPage = {
  title: 'AWS Lambda Developer Guide: Using Lambda with Amazon SQS',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html',
};

export const functionErrors: AwsPage = {
  title: 'AWS Lambda Developer Guide: Handling errors for an SQS event source in Lambda',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
};

export const fanOutToQueues: AwsPage = {
  title: 'Amazon SNS Developer Guide: Fanout Amazon SNS notifications to Amazon SQS queues for asynchronous processing',
  url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html',
};

export const subscriptionFilters: AwsPage = {
  title: 'Amazon SNS Developer Guide: Amazon SNS subscription filter policies',
  url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html',
};

export const rawMessageDelivery: AwsPage = {
  title: 'Amazon SNS Developer Guide: Amazon SNS raw message delivery',
  url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html',
};

export const messageQuotas: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS message quotas',
  url: `${guide}/quotas-messages.html`,
};

export const batchActions: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS batch actions',
  url: `${guide}/sqs-batch-api-actions.html`,
};

export const largeMessages: AwsPage = {
  title:
    'Amazon SQS Developer Guide: Managing large Amazon SQS messages with Extended Client Library and Amazon Simple Storage Service',
  url: `${guide}/sqs-managing-large-messages.html`,
};

export const sendMessageBatch: AwsPage = {
  title: 'Amazon SQS API Reference: SendMessageBatch',
  url: `${api}/API_SendMessageBatch.html`,
};

const autoScalingGuide = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide';

export const scalingOnQueue: AwsPage = {
  title: 'Amazon EC2 Auto Scaling User Guide: Scaling policy based on Amazon SQS',
  url: `${autoScalingGuide}/as-using-sqs-queue.html`,
};

export const targetTracking: AwsPage = {
  title: 'Amazon EC2 Auto Scaling User Guide: Target tracking scaling policies for Amazon EC2 Auto Scaling',
  url: `${autoScalingGuide}/as-scaling-target-tracking.html`,
};

export const scalingLimits: AwsPage = {
  title: 'Amazon EC2 Auto Scaling User Guide: Set scaling limits for your Auto Scaling group',
  url: `${autoScalingGuide}/asg-capacity-limits.html`,
};

export const lifecycleHooks: AwsPage = {
  title: 'Amazon EC2 Auto Scaling User Guide: Amazon EC2 Auto Scaling lifecycle hooks',
  url: `${autoScalingGuide}/lifecycle-hooks.html`,
};

export const sourceConditionKeys: AwsPage = {
  title: 'AWS IAM User Guide: AWS global condition context keys',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
};

export const keyManagement: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS Key management',
  url: `${guide}/sqs-key-management.html`,
};

export const disablingKeys: AwsPage = {
  title: 'AWS KMS Developer Guide: Enable and disable keys',
  url: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html',
};

export const deletingBuckets: AwsPage = {
  title: 'Amazon S3 User Guide: Deleting a general purpose bucket',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html',
};
