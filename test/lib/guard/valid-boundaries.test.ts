import { CfnParameter, Duration, Fn, type Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { findingsIn } from './findings';
import {
  alarm,
  allow,
  consume,
  HERE,
  heartbeat,
  launchTemplate,
  notify,
  pair,
  queue,
  times,
  tracking,
} from './silent-cases';

type Build = (stack: Stack) => void;

const other = (index = 0) => new iam.AccountPrincipal(`${444455556600 + index}`);

const BOUNDARIES: readonly (readonly [string, Build])[] = [
  ['a visibility timeout of 0', (s) => queue(s, { visibilityTimeout: Duration.seconds(0) })],
  ['a visibility timeout of 12 hours', (s) => queue(s, { visibilityTimeout: Duration.hours(12) })],
  ['a retention of 60 s', (s) => queue(s, { retentionPeriod: Duration.seconds(60) })],
  ['a retention of 14 days', (s) => queue(s, { retentionPeriod: Duration.days(14) })],
  ['a delay of 0', (s) => queue(s, { deliveryDelay: Duration.seconds(0) })],
  ['a delay of 900 s', (s) => queue(s, { deliveryDelay: Duration.seconds(900) })],
  ['messages of 1,024 bytes', (s) => queue(s, { maxMessageSizeBytes: 1_024 })],
  ['messages of 1 MiB', (s) => queue(s, { maxMessageSizeBytes: 1_048_576 })],
  ['a wait of 20 s', (s) => queue(s, { receiveMessageWaitTime: Duration.seconds(20) })],
  ['data keys for 60 s', (s) => queue(s, { encryption: sqs.QueueEncryption.KMS, dataKeyReuse: Duration.seconds(60) })],
  ['data keys for a day', (s) => queue(s, { encryption: sqs.QueueEncryption.KMS, dataKeyReuse: Duration.days(1) })],
  ['1 receive', (s) => pair(s, { maxReceiveCount: 1, retentionPeriod: Duration.days(14) })],
  ['1,000 receives', (s) => pair(s, { maxReceiveCount: 1_000, retentionPeriod: Duration.days(14) })],
  [
    'a dead-letter retention of 14 days, like its source',
    (s) => pair(s, { retentionPeriod: Duration.days(14) }, { retentionPeriod: Duration.days(14) }),
  ],
  [
    'a FIFO pair with equal retention: moving begins it anew',
    (s) => pair(s, { fifo: true }, { fifo: true, contentBasedDeduplication: true }),
  ],
  [
    '10 source queues',
    (s) => queue(s, { redriveAllowPolicy: { sourceQueues: times(10, (n) => queue(s, {}, `Source${n}`)) } }),
  ],
  ['a name of 80 characters', (s) => queue(s, { queueName: 'a-_9'.repeat(20) })],
  ['a FIFO name of 80 characters', (s) => queue(s, { queueName: `${'a'.repeat(75)}.fifo`, fifo: true })],
  [
    'high throughput of a FIFO queue',
    (s) =>
      queue(s, {
        fifo: true,
        fifoThroughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
        deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP,
      }),
  ],
  ['7 actions', (s) => allow(s, other(), SEVEN_ACTIONS)],
  [
    '20 statements',
    (s) => {
      const to = queue(s);
      for (const n of times(20, (index) => index)) allow(s, other(n), ['sqs:SendMessage'], to, `Statement${n}`);
    },
  ],
  ['50 principals', (s) => allow(s, new iam.CompositePrincipal(...times(50, other)))],
  ['a batch of 1', (s) => consume(s, roomy(s), { batchSize: 1 })],
  ['a batch of 10', (s) => consume(s, roomy(s), { batchSize: 10 })],
  [
    'a batch of 10,000 with a window of 300 s',
    (s) =>
      consume(s, queue(s, { visibilityTimeout: Duration.seconds(6 * 3 + 300) }), {
        batchSize: 10_000,
        maxBatchingWindow: Duration.seconds(300),
      }),
  ],
  ['a concurrency of 2', (s) => consume(s, roomy(s), { maxConcurrency: 2 })],
  ['a concurrency of 1,000', (s) => consume(s, roomy(s), { maxConcurrency: 1_000 })],
  [
    'as much reserved as the mapping may use',
    (s) => consume(s, roomy(s), { maxConcurrency: 10 }, { reservedConcurrentExecutions: 10 }),
  ],
  [
    'pollers from 2 to 2,000',
    (s) => consume(s, roomy(s), { provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 2_000 } }),
  ],
  [
    '5 filters',
    (s) => consume(s, roomy(s), { filters: times(5, (n) => lambda.FilterCriteria.filter({ body: { n: [n] } })) }),
  ],
  [
    'a visibility timeout of 6 times the timeout, exactly',
    (s) => consume(s, queue(s, { visibilityTimeout: Duration.seconds(360) }), {}, { timeout: Duration.seconds(60) }),
  ],
  ['heartbeats of 30 s', (s) => heartbeat(s, 30)],
  ['heartbeats of 7,200 s', (s) => heartbeat(s, 7_200)],
  ['a small target', (s) => tracking(s, 0.1)],
  ['IMDSv2', (s) => launchTemplate(s, { requireImdsv2: true })],
  ['an alarm over a day', (s) => alarm(s, { evaluationPeriods: 288, datapointsToAlarm: 288 })],
  ['a threshold of 0', (s) => alarm(s, { threshold: 0 })],
  ['an alarm that notifies a topic', (s) => alarm(s).addAlarmAction(new SnsAction(new sns.Topic(s, 'Topic')))],
  ['a bucket that notifies a queue', (s) => notify(s, queue(s))],
  [
    "a bucket that notifies a queue under the customer's key",
    (s) => notify(s, queue(s, { encryptionMasterKey: new kms.Key(s, 'Key') })),
  ],
  [
    'a topic that sends to a queue under a key',
    (s) =>
      new sns.Topic(s, 'Topic').addSubscription(new SqsSubscription(queue(s, { encryption: sqs.QueueEncryption.KMS }))),
  ],
  [
    'prefixes of which none begins with another',
    (s) => {
      const bucket = notify(s, queue(s), { prefix: 'images/' });
      bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new SqsDestination(queue(s, {}, 'Other')), {
        prefix: 'films/',
      });
    },
  ],
  ['a topic name of 256 characters', (s) => new sns.Topic(s, 'Topic', { topicName: 'a'.repeat(256) })],
  [
    'a FIFO topic, a FIFO queue and a FIFO dead-letter queue',
    (s) =>
      new sns.Topic(s, 'Topic', { fifo: true, topicName: 'news' }).addSubscription(
        new SqsSubscription(queue(s, { fifo: true }), { deadLetterQueue: queue(s, { fifo: true }, 'Dead') }),
      ),
  ],
  [
    'everybody of an organization',
    (s) => {
      const to = queue(s);
      const conditions = { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } };
      to.addToResourcePolicy(
        new iam.PolicyStatement({
          principals: [new iam.AnyPrincipal()],
          actions: ['sqs:SendMessage'],
          resources: [to.queueArn],
          conditions,
        }),
      );
    },
  ],
  ['nobody without TLS', (s) => queue(s, { enforceSSL: true })],
  [
    'an alarm on a metric of no queue, below 0',
    (s) => {
      const metric = new cloudwatch.Metric({ namespace: 'Cold', metricName: 'Temperature' });
      new cloudwatch.Alarm(s, 'Cold', { metric, threshold: -5, evaluationPeriods: 1 });
    },
  ],
];

const SEVEN_ACTIONS = ['Send', 'Receive', 'Delete']
  .map((verb) => `sqs:${verb}Message`)
  .concat(['sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:PurgeQueue']);

/** Long enough for the function of the fixtures, which has Lambda's 3 seconds. */
function roomy(stack: Stack): sqs.Queue {
  return queue(stack, { visibilityTimeout: Duration.seconds(30) });
}

const parameter = (stack: Stack, type = 'Number') => new CfnParameter(stack, `Given${type}`, { type });

/** What only CloudFormation will know: nothing of it is held against anybody. */
const UNKNOWN: readonly (readonly [string, Build])[] = [
  [
    'numbers of a queue',
    (s) => {
      const number = parameter(s).valueAsNumber;
      new sqs.CfnQueue(s, 'Queue', {
        visibilityTimeout: number,
        messageRetentionPeriod: number,
        delaySeconds: number,
        maximumMessageSize: number,
        kmsDataKeyReusePeriodSeconds: number,
        redrivePolicy: { deadLetterTargetArn: queue(s, {}, 'Dead').queueArn, maxReceiveCount: number },
      });
    },
  ],
  ["a queue's name", (s) => new sqs.CfnQueue(s, 'Queue', { queueName: parameter(s, 'String').valueAsString })],
  [
    'whether a queue is FIFO',
    (s) => {
      const fifoQueue = Fn.conditionIf('IsFifo', true, false);
      const { attrArn } = new sqs.CfnQueue(s, 'Dead', { fifoQueue, messageRetentionPeriod: 1_209_600 });
      const redrivePolicy = { deadLetterTargetArn: attrArn, maxReceiveCount: 5 };
      new sqs.CfnQueue(s, 'Queue', { contentBasedDeduplication: true, fifoQueue, redrivePolicy });
      queue(
        s,
        { deadLetterQueue: { queue: sqs.Queue.fromQueueArn(s, 'Imported', attrArn), maxReceiveCount: 5 } },
        'Other',
      );
    },
  ],
  [
    'the ARN of a dead-letter queue',
    (s) =>
      new sqs.CfnQueue(s, 'Queue', {
        redrivePolicy: { deadLetterTargetArn: parameter(s, 'String').valueAsString, maxReceiveCount: 5 },
      }),
  ],
  [
    'principals, and accounts in conditions',
    (s) => {
      const account = parameter(s, 'String').valueAsString;
      allow(s, new iam.AccountPrincipal(account), ['sqs:TagQueue']);
      allow(s, new iam.ArnPrincipal(account), ['sqs:SendMessage'], queue(s, {}, 'Other'));
    },
  ],
  [
    'the condition under which S3 may send',
    (s) => {
      const to = new sqs.CfnQueue(s, 'Queue');
      const condition = { StringEquals: { 'aws:SourceAccount': parameter(s, 'String').valueAsString } };
      const statement = {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: to.attrArn,
        Condition: condition,
      };
      new sqs.CfnQueuePolicy(s, 'Policy', { queues: [to.ref], policyDocument: { Statement: [statement] } });
      const configuration = { event: 's3:ObjectCreated:*', queue: to.attrArn };
      new s3.CfnBucket(s, 'Bucket', { notificationConfiguration: { queueConfigurations: [configuration] } });
    },
  ],
  [
    'numbers of a mapping',
    (s) => {
      const number = parameter(s).valueAsNumber;
      consume(s, roomy(s), {
        batchSize: number,
        maxConcurrency: number,
        filters: [{ pattern: parameter(s, 'String').valueAsString }],
      });
    },
  ],
];

describe.each([
  ['in a stack of a known account and region', HERE],
  ['in a stack for any account and region', undefined],
])('%s', (_place, env) => {
  test.each([...BOUNDARIES, ...UNKNOWN])('%s: no finding', (_name, build) => {
    expect(findingsIn(build, { env })).toEqual([]);
  });
});
