import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { LambdaConsumer, type LambdaConsumerProps, WorkQueue } from '../../../lib';
import { arnOf, newStack, only, queuePair } from '../synthesis';

const entry = join(__dirname, 'handler.fixture.ts');

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function consume(props: Partial<LambdaConsumerProps> = {}): LambdaConsumer {
  return new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), entry, ...props });
}

test('an entry becomes a function of Node 24 with a timeout of 30 seconds', () => {
  consume();
  expect(only(stack, 'AWS::Lambda::Function').properties).toMatchObject({
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 30,
    MemorySize: 256,
    Description: 'Consumes Stack1/Orders',
  });
});

test('the function writes to a log group of its own, which leaves with the stack', () => {
  const consumer = consume({ logRetention: logs.RetentionDays.ONE_WEEK });
  const group = only(stack, 'AWS::Logs::LogGroup');
  expect(group).toMatchObject({ properties: { RetentionInDays: 7 }, deletionPolicy: 'Delete' });
  expect(only(stack, 'AWS::Lambda::Function').properties['LoggingConfig']).toEqual({
    LogGroup: { Ref: group.logicalId },
  });
  expect(consumer.logGroup).toBeDefined();
});

test('the handler learns where failures end, beside its own variables', () => {
  consume({ environment: { TABLE: 'orders' } });
  expect(only(stack, 'AWS::Lambda::Function').properties['Environment']).toEqual({
    Variables: {
      NODE_OPTIONS: '--enable-source-maps',
      TABLE: 'orders',
      SPILLWAY_DEAD_LETTER_QUEUE_URL: { Ref: queuePair(stack).deadLetterQueue.logicalId },
      SPILLWAY_MAX_RECEIVE_COUNT: '5',
    },
  });
});

test("it learns so of CDK's own queue too", () => {
  const deadLetters = new sqs.Queue(stack, 'DeadLetters');
  const queue = new sqs.Queue(stack, 'Orders', {
    visibilityTimeout: Duration.minutes(3),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 7 },
  });
  new LambdaConsumer(stack, 'Consumer', { queue, entry });
  expect(only(stack, 'AWS::Lambda::Function').properties['Environment']).toMatchObject({
    Variables: { SPILLWAY_DEAD_LETTER_QUEUE_URL: { Ref: expect.any(String) }, SPILLWAY_MAX_RECEIVE_COUNT: '7' },
  });
});

test('messages are reported one by one, ten in an invocation', () => {
  consume();
  expect(only(stack, 'AWS::Lambda::EventSourceMapping').properties).toEqual({
    BatchSize: 10,
    EventSourceArn: arnOf(queuePair(stack).queue),
    FunctionName: { Ref: only(stack, 'AWS::Lambda::Function').logicalId },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

test('batch size, window and concurrency reach the mapping', () => {
  consume({ batchSize: 500, maxBatchingWindow: Duration.seconds(20), maxConcurrency: 25 });
  expect(only(stack, 'AWS::Lambda::EventSourceMapping').properties).toMatchObject({
    BatchSize: 500,
    MaximumBatchingWindowInSeconds: 20,
    ScalingConfig: { MaximumConcurrency: 25 },
  });
});
