import { CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type GuardError, LambdaConsumer, type LambdaConsumerProps, WorkQueue } from '../../../lib';
import { newStack, only, warnings } from '../synthesis';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:worker';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function own(): lambda.Function {
  return new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromInline('exports.handler = async () => ({})'),
    handler: 'index.handler',
  });
}

function imported(role?: iam.IRole): lambda.IFunction {
  return lambda.Function.fromFunctionAttributes(stack, 'Handler', { functionArn: ARN, role, sameEnvironment: true });
}

function errorOf(props: Partial<LambdaConsumerProps>, fifo = false): GuardError {
  const queue = new WorkQueue(stack, 'Orders', fifo ? { fifo: {} } : {});
  try {
    new LambdaConsumer(stack, 'Consumer', { queue, ...props });
  } catch (error) {
    return error as GuardError;
  }
  throw new Error('the props were accepted');
}

function ids(error: GuardError): readonly string[] {
  return error.violations.map(({ id }) => id.replace('Spillway:', ''));
}

test.each<[string, Partial<LambdaConsumerProps>, string]>([
  ['LambdaTimeout', { timeout: Duration.seconds(901) }, 'from 1 to 900, got 15 minutes 1 second.'],
  ['LambdaMemory', { memorySize: 127 }, 'from 128 to 10,240, got 127.'],
  ['BatchSize', { batchSize: 0 }, 'from 1 to 10,000, got 0.'],
  ['BatchSize', { batchSize: 2.5 }, 'got 2.5.'],
  ['BatchSizeNeedsWindow', { batchSize: 11 }, "Add 'maxBatchingWindow: Duration.seconds(1)'"],
  [
    'BatchSizeNeedsWindow',
    { batchSize: 11, maxBatchingWindow: Duration.seconds(0) },
    'Maximum batch window in seconds',
  ],
  ['BatchingWindow', { maxBatchingWindow: Duration.seconds(301) }, 'got 5 minutes 1 second.'],
  ['MaxConcurrency', { maxConcurrency: 0 }, '0 would be dropped, which means no limit at all'],
  ['MaxConcurrency', { maxConcurrency: 1 }, 'from 2 to 1,000, got 1.'],
  ['MaxConcurrency', { maxConcurrency: 1001 }, 'got 1001.'],
  ['ReservedConcurrency', { reservedConcurrentExecutions: -1 }, 'got -1.'],
  [
    'ReservedBelowMaxConcurrency',
    { reservedConcurrentExecutions: 10, maxConcurrency: 100 },
    "Set 'reservedConcurrentExecutions' to 100 or more, or lower 'maxConcurrency'.",
  ],
])('%s: %j', (id, props, text) => {
  const error = errorOf({ entry: 'handler.ts', ...props });
  expect(ids(error)).toEqual([id]);
  expect(error.message).toContain(text);
});

test.each<[string, Partial<LambdaConsumerProps>]>([
  ['FifoBatchSize', { batchSize: 11 }],
  ['FifoBatchingWindow', { maxBatchingWindow: Duration.seconds(5) }],
])('on a FIFO queue %s: %j', (id, props) => {
  expect(ids(errorOf({ entry: 'handler.ts', ...props }, true))).toEqual([id]);
});

test('a consumer needs a function, and one only', () => {
  expect(errorOf({}).message).toContain("'entry' must be given, or 'handler', and not both, got neither.");
  stack = newStack();
  expect(errorOf({ entry: 'handler.ts', handler: own() }).message).toContain('got both.');
});

test('what makes up a function cannot be given for one that exists', () => {
  const error = errorOf({ handler: own(), timeout: Duration.seconds(5), environment: {} });
  expect(ids(error)).toEqual(['LambdaConsumerHandler']);
  expect(error.message).toContain('got an existing function together with timeout, environment.');
});

test('an imported function must have a role and state its timeout', () => {
  expect(ids(errorOf({ handler: imported() }))).toEqual(['LambdaConsumerRole', 'LambdaConsumerTimeout']);
});

test('an imported function consumes, and a warning names the variables that it should have', () => {
  const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/worker');
  const timeout = Duration.seconds(10);
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), handler: imported(role), timeout });
  expect(only(stack, 'AWS::Lambda::EventSourceMapping').properties).toMatchObject({ FunctionName: 'worker' });
  expect(warnings(stack)).toEqual([
    expect.stringContaining('SPILLWAY_DEAD_LETTER_QUEUE_URL and SPILLWAY_MAX_RECEIVE_COUNT'),
  ]);
});

test.each<[string, Partial<LambdaConsumerProps>]>([
  ['the least', { batchSize: 1, maxConcurrency: 2 }],
  ['the most', { batchSize: 10_000, maxBatchingWindow: Duration.minutes(5), maxConcurrency: 1000 }],
  ['a batch of 11 with a window of a second', { batchSize: 11, maxBatchingWindow: Duration.seconds(1) }],
])('%s is accepted', (_name, props) => {
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), handler: own(), ...props });
  expect(only(stack, 'AWS::Lambda::EventSourceMapping')).toBeDefined();
});

test('numbers that only CloudFormation knows are not judged', () => {
  const maxConcurrency = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), handler: own(), maxConcurrency });
  expect(only(stack, 'AWS::Lambda::EventSourceMapping').properties['ScalingConfig']).toEqual({
    MaximumConcurrency: { Ref: 'Number' },
  });
});
