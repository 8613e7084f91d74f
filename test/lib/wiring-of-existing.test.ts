import { Duration, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  FanOut,
  JobEndpoint,
  LambdaConsumer,
  QueueDashboard,
  RedriveOperator,
  SharedQueue,
  StreamConsumer,
  TopicSource,
  WorkQueue,
} from '../../lib';
import { type Build, complaints, FLAGS } from './complaints';

const ACCOUNT = '111122223333';
const PARTNER = '444455556666';
const region = 'eu-west-1';
const arn = (name: string, account = ACCOUNT) => `arn:aws:sqs:${region}:${account}:${name}`;

function functionOf(stack: Stack, id: string): lambda.Function {
  return new lambda.Function(stack, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    code: lambda.Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] })'),
    handler: 'index.handler',
    timeout: Duration.seconds(10),
  });
}

/** Queues that CDK's own construct makes, that are imported, and that another account shares. */
const ARCHITECTURES: readonly (readonly [string, Build])[] = [
  [
    "CDK's own queue with a customer key, in another stack than all that use it",
    (app) => {
      const back = new Stack(app, 'Back');
      const encryptionMasterKey = new kms.Key(back, 'Key');
      const dead = new sqs.Queue(back, 'Dead', { encryptionMasterKey, retentionPeriod: Duration.days(14) });
      const queue = new sqs.Queue(back, 'Orders', {
        encryptionMasterKey,
        visibilityTimeout: Duration.minutes(1),
        deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
      });
      const stack = new Stack(app, 'Users');
      new JobEndpoint(stack, 'Jobs', { queue });
      new LambdaConsumer(stack, 'Consumer', { queue, handler: functionOf(stack, 'Handler') });
      new RedriveOperator(stack, 'Operator', { queues: [queue], assumedBy: new AccountRootPrincipal() });
      new StreamConsumer(stack, 'Clicks', { handler: functionOf(stack, 'Clicker'), onFailure: dead });
      new QueueDashboard(stack, 'Dashboard', { queues: [queue] });
    },
  ],
  [
    'an imported queue',
    (app) => {
      const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region } });
      const queue = sqs.Queue.fromQueueArn(stack, 'Plain', arn('plain'));
      const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Dead', arn('dead'));
      new JobEndpoint(stack, 'Jobs', { queue });
      new StreamConsumer(stack, 'Clicks', { handler: functionOf(stack, 'Clicker'), onFailure: deadLetterQueue });
      new QueueDashboard(stack, 'Dashboard', { queues: [] }).addQueue(queue, { deadLetterQueue });
      const known = WorkQueue.fromAttributes(stack, 'Orders', {
        queueArn: arn('orders'),
        deadLetterQueueArn: arn('orders-dlq'),
        maxReceiveCount: 5,
        visibilityTimeout: Duration.minutes(1),
        policyManagedExternally: true,
      });
      new RedriveOperator(stack, 'Operator', { queues: [known], assumedBy: new AccountRootPrincipal() });
      known.share({ producers: [new ArnPrincipal(`arn:aws:iam::${PARTNER}:role/shop`)] });
      const { topic } = new FanOut(stack, 'Events', { queues: { Billing: {} } });
      known.addSource(new TopicSource(topic, { filterPolicy: { kind: ['paid'] } }));
    },
  ],
  [
    'a queue of another account',
    (app) => {
      const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region } });
      const visibilityTimeout = Duration.minutes(1);
      const queue = SharedQueue.fromArn(stack, 'Orders', arn('orders', PARTNER), { visibilityTimeout });
      new JobEndpoint(stack, 'Jobs', { queue });
      new LambdaConsumer(stack, 'Consumer', { queue, handler: functionOf(stack, 'Handler') });
      new QueueDashboard(stack, 'Dashboard', { queues: [new WorkQueue(stack, 'Own')] });
    },
  ],
  [
    'alarms that tell a topic of another stack, under a customer key',
    (app) => {
      const front = new Stack(app, 'Front');
      const topic = new sns.Topic(front, 'OnCall', { masterKey: new kms.Key(front, 'Key') });
      const stack = new Stack(app, 'Stack');
      new WorkQueue(stack, 'Orders', { alarms: { topic } }).addSource(new TopicSource(new sns.Topic(stack, 'Topic')));
      new StreamConsumer(stack, 'Clicks', { handler: functionOf(stack, 'Clicker'), alarmTopic: topic });
    },
  ],
];

describe.each(FLAGS)('with %s of the feature flags', (_flags, context) => {
  test.each(ARCHITECTURES)('%s: no cycle, no warning', (_name, build) => {
    expect(complaints(context, build)).toEqual([]);
  });
});
