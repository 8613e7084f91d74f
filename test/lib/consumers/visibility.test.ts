import { Duration, type Stack, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { LambdaConsumer, WorkQueue } from '../../../lib';
import { newApp, newStack, queuePair, warnings } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

let count = 0;
function handler(timeout?: Duration, scope = stack): lambda.Function {
  return new lambda.Function(scope, `Handler${count++}`, {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromInline('exports.handler = async () => ({})'),
    handler: 'index.handler',
    timeout,
  });
}

function visibilityTimeout(): unknown {
  return queuePair(stack).queue.properties['VisibilityTimeout'];
}

test.each<[number, number | undefined, number]>([
  [30, undefined, 180],
  [60, undefined, 360],
  [60, 20, 380],
  [900, 300, 5700],
])('a timeout of %d s and a window of %p s make %d s', (timeout, window, expected) => {
  new LambdaConsumer(stack, 'Consumer', {
    queue: new WorkQueue(stack, 'Orders'),
    handler: handler(Duration.seconds(timeout)),
    maxBatchingWindow: window === undefined ? undefined : Duration.seconds(window),
  });
  expect(visibilityTimeout()).toBe(expected);
  expect(warnings(stack)).toEqual([]);
});

test("a function without a timeout has Lambda's three seconds", () => {
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), handler: handler() });
  expect(visibilityTimeout()).toBe(18);
});

test('of several consumers the one that needs most counts', () => {
  const queue = new WorkQueue(stack, 'Orders');
  new LambdaConsumer(stack, 'Slow', { queue, handler: handler(Duration.seconds(100)) });
  new LambdaConsumer(stack, 'Fast', { queue, handler: handler(Duration.seconds(5)) });
  expect(visibilityTimeout()).toBe(600);
});

test('a consumer in another stack raises it too', () => {
  const app = newApp();
  stack = newStack({}, app);
  const queue = new WorkQueue(stack, 'Orders');
  const other = newStack({}, app);
  new LambdaConsumer(other, 'Consumer', { queue, handler: handler(Duration.minutes(1), other) });
  expect(visibilityTimeout()).toBe(360);
});

describe('one that was given', () => {
  test('stands, with a warning where it is less than the function needs', () => {
    const queue = new WorkQueue(stack, 'Orders', { visibilityTimeout: Duration.minutes(2) });
    new LambdaConsumer(stack, 'Consumer', { queue, handler: handler(Duration.minutes(1)) });
    expect(visibilityTimeout()).toBe(120);
    expect(warnings(stack)).toEqual([
      expect.stringContaining('Stack1/Orders is 120 seconds, and should be at least 360 seconds'),
    ]);
  });

  test('stands without a warning where it is enough', () => {
    const queue = new WorkQueue(stack, 'Orders', { visibilityTimeout: Duration.hours(1) });
    new LambdaConsumer(stack, 'Consumer', { queue, handler: handler(Duration.minutes(1)) });
    expect(visibilityTimeout()).toBe(3600);
    expect(warnings(stack)).toEqual([]);
  });

  test("is refused below the function's timeout, as Lambda would", () => {
    const queue = new WorkQueue(stack, 'Orders', { visibilityTimeout: Duration.seconds(30) });
    expect(() => new LambdaConsumer(stack, 'Consumer', { queue, handler: handler(Duration.minutes(1)) })).toThrow(
      "'timeout' must be at most the queue's visibility timeout, got 60 seconds with 30 seconds at Stack1/Orders.",
    );
  });
});

describe("CDK's own queue", () => {
  function warningsWith(queue: sqs.IQueue): readonly string[] {
    new LambdaConsumer(stack, 'Consumer', { queue, handler: handler(Duration.seconds(5)) });
    return warnings(stack);
  }

  test('cannot be raised, and the warning says to what', () => {
    const [warning] = warningsWith(new sqs.Queue(stack, 'Orders', { visibilityTimeout: Duration.seconds(10) }));
    expect(warning).toContain('Stack1/Orders is 10 seconds, and should be at least 30 seconds');
    expect(warning).toContain('Spillway:VisibilityTimeout');
  });

  test('may stay as it is, for a reason', () => {
    const queue = new sqs.Queue(stack, 'Orders', { visibilityTimeout: Duration.seconds(10) });
    const consumer = new LambdaConsumer(stack, 'Consumer', { queue, handler: handler(Duration.seconds(5)) });
    Validations.of(consumer).acknowledge({ id: 'Spillway:VisibilityTimeout', reason: 'duplicates are harmless' });
    expect(warnings(stack)).toEqual([]);
  });

  test("is fine with SQS's default where that is enough", () => {
    expect(warningsWith(new sqs.Queue(stack, 'Orders'))).toEqual([]);
  });

  test('is not known when it is imported', () => {
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:orders';
    expect(warningsWith(sqs.Queue.fromQueueArn(stack, 'Orders', arn))).toEqual([
      expect.stringContaining('is not known here, and should be at least 30 seconds'),
    ]);
  });
});
