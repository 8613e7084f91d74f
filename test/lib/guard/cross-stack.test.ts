import { type App, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { newApp } from '../synthesis';
import { findingsOf } from './findings';

function appWith(references: string): App {
  return newApp({ '@aws-cdk/core:defaultCrossStackReferences': references });
}

const rulesIn = (app: App) => findingsOf(app).map(({ rule }) => rule);

function fn(stack: Stack, timeout = Duration.seconds(60)): lambda.Function {
  const code = lambda.Code.fromInline('exports.handler = async () => {};');
  return new lambda.Function(stack, 'Fn', {
    code,
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
    timeout,
  });
}

describe.each(['weak', 'strong'])('with %s references between stacks', (references) => {
  test("a queue's timeout is compared with that of a function in another stack", () => {
    const app = appWith(references);
    const queue = new sqs.Queue(new Stack(app, 'Queues'), 'Queue');
    const source = new SqsEventSource(queue, { reportBatchItemFailures: true });
    fn(new Stack(app, 'Functions')).addEventSource(source);
    expect(findingsOf(app).map(({ rule, message }) => [rule, message.slice(0, 63)])).toEqual([
      ['VisibilityBelowTimeout', "'VisibilityTimeout' of Queues/Queue must be at least the 60 sec"],
    ]);
  });

  test('retention, kind and redrive permission of a dead-letter queue in another stack are known', () => {
    const app = appWith(references);
    const queue = new sqs.Queue(new Stack(app, 'Dead'), 'Queue', {
      retentionPeriod: Duration.days(1),
      redriveAllowPolicy: { redrivePermission: sqs.RedrivePermission.DENY_ALL },
    });
    new sqs.Queue(new Stack(app, 'Source'), 'Queue', { deadLetterQueue: { queue, maxReceiveCount: 5 } });
    expect(rulesIn(app)).toEqual(['DeadLetterRetention', 'RedriveAllowed']);
  });

  test('a topic of another stack and its subscription fit their queue', () => {
    const app = appWith(references);
    const topic = new sns.Topic(new Stack(app, 'Topics'), 'Topic');
    topic.addSubscription(new SqsSubscription(new sqs.Queue(new Stack(app, 'Queues'), 'Queue')));
    expect(rulesIn(app)).toEqual([]);
  });

  test('a FIFO queue of another stack does not fit a standard topic', () => {
    const app = appWith(references);
    const topic = new sns.Topic(new Stack(app, 'Topics'), 'Topic');
    const queue = new sqs.Queue(new Stack(app, 'Queues'), 'Queue', { fifo: true });
    topic.addSubscription(new SqsSubscription(queue));
    expect(rulesIn(app)).toEqual(['StandardTopicToFifoQueue']);
  });
});

test('a queue that is known by its name only is the one of the stack that creates it', () => {
  const env = { account: '111122223333', region: 'us-east-1' };
  const app = newApp();
  new sqs.Queue(new Stack(app, 'Queues', { env }), 'Queue', { queueName: 'jobs' });
  const stack = new Stack(app, 'Buckets', { env });
  const queue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:111122223333:jobs');
  new s3.Bucket(stack, 'Bucket').addEventNotification(s3.EventType.OBJECT_CREATED, new SqsDestination(queue));
  expect(rulesIn(app)).toEqual(['QueuePolicyMissing']);
});

test('two stacks of one queue name in two regions are two queues', () => {
  const app = newApp();
  for (const region of ['us-east-1', 'eu-west-1']) {
    const stack = new Stack(app, region, { env: { account: '111122223333', region } });
    const queue = new sqs.Queue(stack, 'Queue', { queueName: 'jobs' });
    new s3.Bucket(stack, 'Bucket').addEventNotification(s3.EventType.OBJECT_CREATED, new SqsDestination(queue));
  }
  expect(rulesIn(app)).toEqual([]);
});

test("a nested stack's parameters are what its parent passes, and its outputs what it gives back", () => {
  const app = newApp();
  const parent = new Stack(app, 'Parent');
  const dead = new sqs.Queue(parent, 'Dead', { retentionPeriod: Duration.days(1) });
  const nested = new NestedStack(parent, 'Nested');
  const queue = new sqs.Queue(nested, 'Queue', { deadLetterQueue: { queue: dead, maxReceiveCount: 5 } });
  fn(parent).addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
  expect(findingsOf(app).map(({ rule, constructPath, logicalId }) => [rule, constructPath ?? logicalId])).toEqual([
    ['DeadLetterRetention', 'Parent/Nested/Queue'],
    ['VisibilityBelowTimeout', expect.stringMatching(/^FnSqsEventSource/)],
  ]);
});

test('the stacks of a stage are judged too', () => {
  const app = newApp();
  new sqs.Queue(new Stack(new Stage(app, 'Prod'), 'Queues'), 'Queue', { queueName: 'a.b' });
  expect(rulesIn(app)).toEqual(['QueueName']);
});
