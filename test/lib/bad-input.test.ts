import { CfnParameter, Duration, Size, type Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  GuardError,
  LambdaConsumer,
  type LambdaPollingOptions,
  type Violation,
  WorkQueue,
  type WorkQueueProps,
} from '../../lib';
import { newStack, resources } from './synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

type Values<Props> = readonly (readonly [prop: keyof Props & string, values: readonly unknown[], rule?: string])[];

const seconds = Duration.seconds;
const text = (value: unknown) => (value instanceof Duration ? value.toHumanString() : JSON.stringify(value));
const each = <Props>(table: Values<Props>) =>
  table.flatMap(([prop, values, rule = '']) => values.map((value) => [prop, text(value), value, rule] as const));

/** Passes values that TypeScript would refuse, as a JavaScript app can. */
function violations(build: () => unknown): readonly Violation[] {
  try {
    build();
  } catch (error) {
    if (error instanceof GuardError) return error.violations;
    throw error;
  }
  return [];
}

const queueOf = (props: object): WorkQueue => new WorkQueue(stack, 'Orders', props as WorkQueueProps);

function consumerOf(props: object, queueProps: WorkQueueProps = {}, handlerProps: object = {}): LambdaConsumer {
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromInline('exports.handler = async () => ({})'),
    handler: 'index.handler',
    ...handlerProps,
  });
  return new LambdaConsumer(stack, 'Consumer', { queue: queueOf(queueProps), handler, ...props });
}

const BAD_QUEUES: Values<WorkQueueProps> = [
  ['visibilityTimeout', [seconds(43_201), Duration.millis(500), Duration.millis(1500)]],
  ['retentionPeriod', [seconds(59), seconds(1_209_601)]],
  ['deadLetterRetentionPeriod', [seconds(59), seconds(1_209_601), Duration.days(1), Duration.days(4)]],
  ['deliveryDelay', [seconds(901)]],
  ['maxMessageSize', [0, 1023, 1024.5, 1_048_577, Number.NaN].map((bytes) => Size.bytes(bytes))],
  ['receiveMessageWaitTime', [seconds(21)]],
  ['dataKeyReuse', [seconds(300)], 'DataKeyReuseWithoutKey'],
  ['maxReceiveCount', [-1, 0, 1001, 2.5, Number.NaN, Number.POSITIVE_INFINITY]],
  ['queueName', ['', 'a'.repeat(77), 'a'.repeat(81), 'my queue!', 'a.b', 'orders.fifo']],
  ['tags', [{ '': 'x' }, { 'aws:owner': 'x' }, { ['a'.repeat(129)]: 'x' }, { team: 'x'.repeat(257) }]],
  ['alarms', [{ deadLetters: 0 }, { deadLetters: -1 }, { deadLetters: Number.NaN }, { deadLetters: 1.5 }]],
  ['alarms', [seconds(5), Duration.days(15)].map((oldestMessageAge) => ({ oldestMessageAge }))],
  ['alarms', [seconds(5), Duration.days(15)].map((timeToDrain) => ({ timeToDrain }))],
  ['alarms', [seconds(5), Duration.days(15)].map((quietGroupsAge) => ({ quietGroupsAge }))],
];

const GOOD_QUEUES: Values<WorkQueueProps> = [
  ['visibilityTimeout', [seconds(0), seconds(43_200)]],
  ['retentionPeriod', [seconds(60), seconds(1_209_600)]],
  ['deadLetterRetentionPeriod', [seconds(345_601), seconds(1_209_600)]],
  ['deliveryDelay', [seconds(0), seconds(900)]],
  ['maxMessageSize', [1024, 1_048_576].map((bytes) => Size.bytes(bytes))],
  ['receiveMessageWaitTime', [seconds(0), seconds(20)]],
  ['maxReceiveCount', [1, 1000]],
  ['queueName', ['a', 'a'.repeat(76), 'Orders_1-b']],
  ['tags', [{ ['a'.repeat(128)]: 'x'.repeat(256) }, {}]],
  ['alarms', [false, { deadLetters: 1 }, { oldestMessageAge: seconds(60) }, { timeToDrain: Duration.days(14) }]],
];

describe('a queue', () => {
  test.each(each(BAD_QUEUES))('with %s %s is refused', (prop, _text, value, rule) => {
    const found = violations(() => queueOf({ [prop]: value }));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.message).toMatch(new RegExp(`^'${prop}(\\..+)?' must be .+, got `));
    expect(found[0]?.id).toContain(rule);
  });

  test.each(each(GOOD_QUEUES))('with %s %s is accepted', (prop, _text, value) => {
    expect(violations(() => queueOf({ [prop]: value }))).toEqual([]);
    expect(resources(stack, 'AWS::SQS::Queue')).toHaveLength(2);
  });

  test.each([59, 86_401])('with a customer key and dataKeyReuse of %s seconds is refused', (amount) => {
    const encryptionKey = new kms.Key(stack, 'Key');
    const found = violations(() => queueOf({ encryptionKey, dataKeyReuse: seconds(amount) }));
    expect(found.map(({ id }) => id)).toEqual(['Spillway:DataKeyReuse']);
  });

  test.each([60, 86_400])('with a customer key and dataKeyReuse of %s seconds is accepted', (amount) => {
    queueOf({ encryptionKey: new kms.Key(stack, 'Key'), dataKeyReuse: seconds(amount) });
    const queues = resources(stack, 'AWS::SQS::Queue');
    expect(queues.map(({ properties }) => properties['KmsDataKeyReusePeriodSeconds'])).toEqual([amount, amount]);
  });

  test.each([
    ['orders', 'without .fifo'],
    [`${'a'.repeat(76)}.fifo`, 'of 81 characters'],
    ['my queue!.fifo', 'with a space'],
  ])('that is FIFO and has the name %s, %s, is refused', (queueName) => {
    expect(violations(() => queueOf({ queueName, fifo: {} })).map(({ id }) => id)).toEqual(['Spillway:QueueName']);
  });

  test('that is FIFO takes the longest name, and one that only CloudFormation will know', () => {
    queueOf({ queueName: `${'a'.repeat(71)}.fifo`, fifo: {} });
    const queueName = new CfnParameter(stack, 'Name').valueAsString;
    expect(violations(() => new WorkQueue(stack, 'Named', { queueName, fifo: {} }))).toEqual([]);
  });

  test('that is FIFO with throughput per message group deduplicates per message group too, or AWS would refuse it', () => {
    queueOf({ fifo: { throughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID } });
    for (const { properties } of resources(stack, 'AWS::SQS::Queue')) {
      expect(properties).toMatchObject({
        FifoQueue: true,
        FifoThroughputLimit: 'perMessageGroupId',
        DeduplicationScope: 'messageGroup',
      });
    }
  });

  test('tells everything that is wrong with it at once', () => {
    const found = violations(() =>
      queueOf({
        queueName: 'my queue!',
        visibilityTimeout: seconds(43_201),
        maxReceiveCount: 0,
        retentionPeriod: seconds(59),
        deliveryDelay: seconds(901),
        dataKeyReuse: seconds(59),
        tags: { 'aws:owner': 'x' },
        alarms: { deadLetters: 0 },
      }),
    );
    const props = [
      'queueName',
      'visibilityTimeout',
      'maxReceiveCount',
      'retentionPeriod',
      'deliveryDelay',
      'dataKeyReuse',
      'tags',
      'alarms.deadLetters',
    ];
    expect([...new Set(found.map(({ prop }) => prop))]).toEqual(expect.arrayContaining(props));
  });
});

const BAD_POLLING: Values<LambdaPollingOptions> = [
  ['batchSize', [0, -1, 2.5, 10_001, Number.NaN]],
  ['batchSize', [11], 'BatchSizeNeedsWindow'],
  ['maxBatchingWindow', [seconds(301), Duration.millis(1500)]],
  ['maxConcurrency', [0, 1, 1001, 2.5, Number.NaN]],
  ['provisionedPollers', [{ minimum: 1 }, { minimum: 201, maximum: 300 }, { maximum: 1 }, { maximum: 2001 }]],
  ['provisionedPollers', [{ minimum: 100, maximum: 50 }], 'PollerRange'],
  ['filters', [[], Array(11).fill({ body: { kind: ['order'] } })], 'FilterCount'],
  ['filters', [[{}], [{ body: [] }], [{ body: 'order' }], [{ body: { kind: ['x'.repeat(4096)] } }]], 'FilterPattern'],
  ['filters', [[{ body: { price: [{ numeric: ['>', 'x'] }] } }], [{ body: { a: [{ nonsense: 1 }] } }]]],
];

const GOOD_POLLING: Values<LambdaPollingOptions> = [
  ['batchSize', [1, 10]],
  ['maxBatchingWindow', [seconds(0), seconds(300)]],
  ['maxConcurrency', [2, 1000]],
  ['provisionedPollers', [{}, { minimum: 2, maximum: 2 }, { minimum: 200, maximum: 2000 }]],
  ['filters', [[{ body: { kind: ['order'] } }], Array(5).fill({ body: ['text'] })]],
];

describe('a consumer', () => {
  test.each(each(BAD_POLLING))('with %s %s is refused', (prop, _text, value, rule) => {
    const found = violations(() => consumerOf({ [prop]: value }));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.message).toMatch(new RegExp(`^'${prop}(\\..+)?' must be .+, got `));
    expect(found.map(({ id }) => id).join()).toContain(rule);
  });

  test.each(each(GOOD_POLLING))('with %s %s is accepted', (prop, _text, value) => {
    expect(violations(() => consumerOf({ [prop]: value }))).toEqual([]);
  });

  test.each<[string, object, WorkQueueProps, object]>([
    ['BatchSizeNeedsWindow', { batchSize: 11, maxBatchingWindow: seconds(0) }, {}, {}],
    ['FifoBatchSize', { batchSize: 11 }, { fifo: {} }, {}],
    ['FifoBatchingWindow', { maxBatchingWindow: seconds(1) }, { fifo: {} }, {}],
    ['PollersOrConcurrency', { maxConcurrency: 5, provisionedPollers: {} }, {}, {}],
    ['HandlerReservedBelowMaxConcurrency', { maxConcurrency: 100 }, {}, { reservedConcurrentExecutions: 10 }],
    ['VisibilityBelowTimeout', {}, { visibilityTimeout: seconds(30) }, { timeout: seconds(31) }],
  ])('%s: %j is refused', (id, props, queueProps, handlerProps) => {
    const found = violations(() => consumerOf(props, queueProps, handlerProps));
    expect(found.map((violation) => violation.id)).toEqual([`Spillway:${id}`]);
  });

  test.each<[string, object, WorkQueueProps, object]>([
    ['a large batch with a window', { batchSize: 10_000, maxBatchingWindow: seconds(1) }, {}, {}],
    ['ten messages of a FIFO queue', { batchSize: 10 }, { fifo: {} }, {}],
    ['as many invocations as are reserved', { maxConcurrency: 10 }, {}, { reservedConcurrentExecutions: 10 }],
    ['a limit on a FIFO queue', { maxConcurrency: 2 }, { fifo: {} }, {}],
  ])('%s is accepted', (_name, props, queueProps, handlerProps) => {
    expect(violations(() => consumerOf(props, queueProps, handlerProps))).toEqual([]);
  });

  test('passes pollers and filters on', () => {
    consumerOf({ provisionedPollers: { minimum: 5 }, filters: [{ body: { kind: ['order'] } }] });
    expect(resources(stack, 'AWS::Lambda::EventSourceMapping')[0]?.properties).toMatchObject({
      ProvisionedPollerConfig: { MinimumPollers: 5, MaximumPollers: 200 },
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('values that only CloudFormation knows are not judged', () => {
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    const polling = { batchSize: number, maxConcurrency: number, maxBatchingWindow: seconds(number) };
    expect(violations(() => consumerOf(polling))).toEqual([]);
  });
});
