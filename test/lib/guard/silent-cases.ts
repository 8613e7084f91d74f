import { Duration, Lazy, type Stack, Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';

export const HERE = { account: '111122223333', region: 'us-east-1' };

/** Input that CDK takes without a word, and the rule that reports it. Names are those of docs/guard.md. */
export type SilentCase = readonly [name: string, rule: string, build: (stack: Stack) => void];

export const QUEUE_CASES: readonly SilentCase[] = [
  ['maxMessageSizeBytes NaN', 'NullValue', (s) => queue(s, { maxMessageSizeBytes: Number.NaN })],
  [
    'dataKeyReuse with SQS_MANAGED',
    'DataKeyReuseDropped',
    (s) => queue(s, { dataKeyReuse: Duration.minutes(5), encryption: sqs.QueueEncryption.SQS_MANAGED }),
  ],
  ['maxReceiveCount 1001', 'MaxReceiveCount', (s) => pair(s, { maxReceiveCount: 1001 })],
  ['maxReceiveCount NaN', 'NullValue', (s) => pair(s, { maxReceiveCount: Number.NaN })],
  [
    'maxReceiveCount a token that is 0',
    'MaxReceiveCount',
    (s) => pair(s, { maxReceiveCount: Lazy.number({ produce: () => 0 }) }),
  ],
  ['dead-letter queue of another region', 'DeadLetterQueuePlace', (s) => imported(s, 'eu-west-1:111122223333')],
  ['dead-letter queue of another account', 'DeadLetterQueuePlace', (s) => imported(s, 'us-east-1:444455556666')],
  [
    'dead-letter retention of 1 day, source of 4',
    'DeadLetterRetention',
    (s) => pair(s, { retentionPeriod: Duration.days(1) }),
  ],
  [
    'dead-letter queue with denyAll',
    'RedriveAllowed',
    (s) => pair(s, { redriveAllowPolicy: { redrivePermission: sqs.RedrivePermission.DENY_ALL } }),
  ],
  [
    'dead-letter queue with byQueue and another source',
    'RedriveAllowed',
    (s) => pair(s, { redriveAllowPolicy: { sourceQueues: [queue(s, {}, 'Other')] } }),
  ],
  [
    '11 source queues without redrivePermission',
    'RedriveAllowSources',
    (s) => queue(s, { redriveAllowPolicy: { sourceQueues: times(11, (n) => queue(s, {}, `Source${n}`)) } }),
  ],
  ['a name of 81 characters', 'QueueName', (s) => queue(s, { queueName: 'a'.repeat(81) })],
  ["the name 'my queue!'", 'QueueName', (s) => queue(s, { queueName: 'my queue!' })],
  ["the name 'a.b'", 'QueueName', (s) => queue(s, { queueName: 'a.b' })],
  ['a FIFO name of 81 characters', 'QueueName', (s) => queue(s, { queueName: `${'a'.repeat(76)}.fifo`, fifo: true })],
  ['an empty name', 'QueueName', (s) => queue(s, { queueName: '' })],
  ['FIFO by its name only', 'FifoUnasked', (s) => queue(s, { queueName: 'orders.fifo' })],
  ['FIFO by contentBasedDeduplication only', 'FifoUnasked', (s) => queue(s, { contentBasedDeduplication: true })],
  [
    'FIFO by deduplicationScope only',
    'FifoUnasked',
    (s) => queue(s, { deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP }),
  ],
  [
    'throughput per group with deduplication per queue',
    'FifoThroughput',
    (s) =>
      queue(s, {
        fifo: true,
        fifoThroughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
        deduplicationScope: sqs.DeduplicationScope.QUEUE,
      }),
  ],
  [
    'throughput per group without a deduplication scope',
    'FifoThroughput',
    (s) => queue(s, { fifo: true, fifoThroughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID }),
  ],
  [
    'an L1 with a KMS key and SSE-SQS',
    'OneEncryption',
    (s) => new sqs.CfnQueue(s, 'Queue', { kmsMasterKeyId: 'alias/orders', sqsManagedSseEnabled: true }),
  ],
];

export const POLICY_CASES: readonly SilentCase[] = [
  [
    'the ARN of a topic as a queue',
    'QueueArn',
    (s) => sqs.Queue.fromQueueArn(s, 'Topic', 'arn:aws:sns:us-east-1:111122223333:news').grantSendMessages(role(s)),
  ],
  [
    'the ARN of a topic as the source of a mapping',
    'MappingSource',
    (s) => consume(s, sqs.Queue.fromQueueArn(s, 'Topic', 'arn:aws:sns:us-east-1:111122223333:news')),
  ],
  [
    'an account of 11 digits in the ARN of a queue',
    'QueueArn',
    (s) => sqs.Queue.fromQueueArn(s, 'Short', 'arn:aws:sqs:us-east-1:11112222333:jobs').grantSendMessages(role(s)),
  ],
  ["the principal AccountPrincipal('123')", 'QueuePolicy', (s) => allow(s, new iam.AccountPrincipal('123'))],
  ["the principal AccountPrincipal('abc')", 'QueuePolicy', (s) => allow(s, new iam.AccountPrincipal('abc'))],
  ["the principal ArnPrincipal('nope')", 'QueuePolicy', (s) => allow(s, new iam.ArnPrincipal('nope'))],
  ['AnyPrincipal without a condition', 'PublicQueue', (s) => allow(s, new iam.AnyPrincipal())],
  ['the action sqs:Bogus', 'QueuePolicy', (s) => allow(s, new iam.AccountPrincipal('444455556666'), ['sqs:Bogus'])],
  ...['CreateQueue', 'DeleteQueue', 'TagQueue'].map(
    (action): SilentCase => [
      `sqs:${action} for another account`,
      'QueuePolicy',
      (s) => allow(s, new iam.AccountPrincipal('444455556666'), [`sqs:${action}`]),
    ],
  ),
  [
    '8 actions in a statement',
    'QueuePolicyQuota',
    (s) => allow(s, new iam.AccountPrincipal('444455556666'), EIGHT_ACTIONS),
  ],
  [
    '21 statements',
    'QueuePolicyQuota',
    (s) => {
      const to = queue(s);
      for (const n of range(21)) allow(s, new iam.AccountPrincipal(`${111122223300 + n}`), SEND, to, `Statement${n}`);
    },
  ],
  [
    '51 principals',
    'QueuePolicyQuota',
    (s) => allow(s, new iam.CompositePrincipal(...times(51, (n) => new iam.AccountPrincipal(`${111122223300 + n}`)))),
  ],
  [
    'a policy over 8,192 bytes',
    'QueuePolicyQuota',
    (s) =>
      allow(
        s,
        new iam.CompositePrincipal(
          ...times(45, (n) => new iam.ArnPrincipal(`arn:aws:iam::444455556666:role/${'r'.repeat(180)}${n}`)),
        ),
      ),
  ],
  [
    '25 topics that subscribe one queue each with its own statement',
    'QueuePolicyQuota',
    (s) => {
      const to = queue(s);
      for (const n of range(25)) new sns.Topic(s, `Topic${n}`).addSubscription(new SqsSubscription(to));
    },
  ],
  [
    'a grant on an imported queue to an account',
    'ImportedQueueUnused',
    (s) => importedQueue(s).grantSendMessages(new iam.AccountPrincipal('444455556666')),
  ],
];

export const MAPPING_CASES: readonly SilentCase[] = [
  [
    "a visibility timeout of once the function's",
    'VisibilityFactor',
    (s) => consume(s, queue(s, { visibilityTimeout: Duration.seconds(60) }), {}, { timeout: Duration.seconds(60) }),
  ],
  [
    'a batch of 11 with a window of 0 s',
    'BatchSize',
    (s) => consume(s, queue(s), { batchSize: 11, maxBatchingWindow: Duration.seconds(0) }),
  ],
  [
    'a batch size that is a token for 11',
    'BatchSize',
    (s) => consume(s, queue(s), { batchSize: Lazy.number({ produce: () => 11 }) }),
  ],
  [
    'a concurrency of 100 with 10 reserved',
    'ReservedConcurrency',
    (s) => consume(s, queue(s), { maxConcurrency: 100 }, { reservedConcurrentExecutions: 10 }),
  ],
  [
    '11 filters',
    'Filters',
    (s) => consume(s, queue(s), { filters: times(11, (n) => lambda.FilterCriteria.filter({ body: { n: [n] } })) }),
  ],
  ['a filter pattern that is not JSON', 'Filters', (s) => consume(s, queue(s), { filters: [{ pattern: 'not json' }] })],
  [
    'no reportBatchItemFailures',
    'PartialBatchResponse',
    (s) => consume(s, queue(s), { reportBatchItemFailures: false }),
  ],
  [
    'a FIFO queue as the dead-letter queue of a function',
    'FifoFunctionDeadLetterQueue',
    (s) => fn(s, { deadLetterQueue: queue(s, { fifo: true }) }),
  ],
];

export const SENDER_CASES: readonly SilentCase[] = [
  ['S3 to a FIFO queue', 'BucketToFifo', (s) => notify(s, queue(s, { fifo: true }))],
  ['S3 to KMS_MANAGED', 'ManagedKey', (s) => notify(s, queue(s, { encryption: sqs.QueueEncryption.KMS_MANAGED }))],
  ['S3 to a queue of another region', 'BucketRegion', (s) => notify(s, importedQueue(s, 'eu-west-1:111122223333'))],
  ['S3 to an imported queue', 'ImportedQueuePolicy', (s) => notify(s, importedQueue(s))],
  [
    "S3 to another account's imported queue",
    'ImportedQueuePolicy',
    (s) => notify(s, importedQueue(s, 'us-east-1:444455556666')),
  ],
  [
    'overlapping prefixes',
    'BucketOverlap',
    (s) => {
      const bucket = notify(s, queue(s), { prefix: 'in/' });
      bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new SqsDestination(queue(s, {}, 'Other')), {
        prefix: 'in/images/',
      });
    },
  ],
  [
    'the same event twice',
    'BucketOverlap',
    (s) => {
      const bucket = notify(s, queue(s));
      bucket.addEventNotification(s3.EventType.OBJECT_CREATED_PUT, new SqsDestination(queue(s, {}, 'Other')));
    },
  ],
  [
    'a standard topic to a FIFO queue',
    'StandardTopicToFifoQueue',
    (s) => new sns.Topic(s, 'Topic').addSubscription(new SqsSubscription(queue(s, { fifo: true }))),
  ],
  [
    'a FIFO subscription with a standard dead-letter queue',
    'SubscriptionDeadLetterQueueKind',
    (s) =>
      new sns.Topic(s, 'Topic', { fifo: true, topicName: 'news' }).addSubscription(
        new SqsSubscription(queue(s, { fifo: true }), { deadLetterQueue: queue(s, {}, 'Dead') }),
      ),
  ],
  [
    'SNS to an imported queue',
    'ImportedQueuePolicy',
    (s) => new sns.Topic(s, 'Topic').addSubscription(new SqsSubscription(importedQueue(s))),
  ],
  ['a topic name with bad characters', 'TopicName', (s) => new sns.Topic(s, 'Topic', { topicName: 'bad name!' })],
];

export const FLEET_CASES: readonly SilentCase[] = [
  ['a lifecycle heartbeat of 29 s', 'LifecycleHeartbeat', (s) => heartbeat(s, 29)],
  ['a lifecycle heartbeat of 7,201 s', 'LifecycleHeartbeat', (s) => heartbeat(s, 7201)],
  ['target tracking of 0', 'TargetValue', (s) => tracking(s, 0)],
  ['target tracking of -1', 'TargetValue', (s) => tracking(s, -1)],
  ['a launch template without IMDSv2', 'InstanceMetadata', (s) => launchTemplate(s)],
  ['an alarm threshold of NaN', 'NullValue', (s) => alarm(s, { threshold: Number.NaN })],
  ['an alarm threshold of -1', 'AlarmThreshold', (s) => alarm(s, { threshold: -1 })],
  [
    'more datapoints than evaluation periods',
    'AlarmDatapoints',
    (s) => alarm(s, { datapointsToAlarm: 3, evaluationPeriods: 2 }),
  ],
  ['300 periods of 5 minutes', 'AlarmWindow', (s) => alarm(s, { evaluationPeriods: 300 })],
  [
    'an alarm to a topic under alias/aws/sns',
    'AlarmTopicKey',
    (s) => {
      const masterKey = kms.Alias.fromAliasName(s, 'Key', 'alias/aws/sns');
      alarm(s).addAlarmAction(new SnsAction(new sns.Topic(s, 'Topic', { masterKey })));
    },
  ],
];

export const SILENT_CASES = [...QUEUE_CASES, ...POLICY_CASES, ...MAPPING_CASES, ...SENDER_CASES, ...FLEET_CASES];

const SEND = ['sqs:SendMessage'];
const EIGHT_ACTIONS = [
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
  'PurgeQueue',
  'ListDeadLetterSourceQueues',
].map((action) => `sqs:${action}`);

export function queue(stack: Stack, props: sqs.QueueProps = {}, id = 'Queue'): sqs.Queue {
  return new sqs.Queue(stack, id, props);
}

export function pair(
  stack: Stack,
  props: Partial<sqs.DeadLetterQueue> & sqs.QueueProps,
  source: sqs.QueueProps = {},
): void {
  const { maxReceiveCount = 5, ...deadLetters } = props;
  queue(stack, { ...source, deadLetterQueue: { queue: queue(stack, deadLetters, 'Dead'), maxReceiveCount } });
}

function imported(stack: Stack, place: string): void {
  queue(stack, { deadLetterQueue: { queue: importedQueue(stack, place), maxReceiveCount: 5 } });
}

export function importedQueue(stack: Stack, place = 'us-east-1:111122223333'): sqs.IQueue {
  return sqs.Queue.fromQueueArn(stack, 'Imported', `arn:aws:sqs:${place}:elsewhere`);
}

export function role(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}

export function allow(
  stack: Stack,
  principal: iam.IPrincipal,
  actions: string[] = SEND,
  to = queue(stack),
  sid?: string,
): void {
  to.addToResourcePolicy(
    new iam.PolicyStatement({ sid, principals: [principal as iam.PrincipalBase], actions, resources: [to.queueArn] }),
  );
}

export function fn(stack: Stack, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  const code = lambda.Code.fromInline('exports.handler = async () => {};');
  return new lambda.Function(stack, 'Fn', {
    code,
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
    ...props,
  });
}

export function consume(
  stack: Stack,
  from: sqs.IQueue,
  props: SqsEventSourceProps = {},
  fnProps: Partial<lambda.FunctionProps> = {},
): void {
  fn(stack, fnProps).addEventSource(new SqsEventSource(from, { reportBatchItemFailures: true, ...props }));
}

export function notify(stack: Stack, to: sqs.IQueue, filter?: s3.NotificationKeyFilter): s3.Bucket {
  const bucket = new s3.Bucket(stack, 'Bucket');
  bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new SqsDestination(to), ...(filter ? [filter] : []));
  return bucket;
}

export function alarm(stack: Stack, props: Partial<cloudwatch.AlarmProps> = {}): cloudwatch.Alarm {
  const metric = queue(stack).metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) });
  return new cloudwatch.Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1, ...props });
}

export function heartbeat(stack: Stack, seconds: number): void {
  new autoscaling.CfnLifecycleHook(stack, 'Hook', {
    autoScalingGroupName: 'workers',
    lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    heartbeatTimeout: seconds,
  });
}

export function tracking(stack: Stack, targetValue: number): void {
  new autoscaling.CfnScalingPolicy(stack, 'Tracking', {
    autoScalingGroupName: 'workers',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: { targetValue },
  });
}

export function launchTemplate(stack: Stack, props: ec2.LaunchTemplateProps = {}): void {
  new ec2.LaunchTemplate(stack, 'Template', { instanceType: new ec2.InstanceType('t3.micro'), ...props });
}

export function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export function times<T>(count: number, make: (index: number) => T): T[] {
  return range(count).map(make);
}

/** Text that only CloudFormation will know. */
export function token(): string {
  return Token.asString({ Ref: 'SomeParameter' });
}
