import type { RetryPolicy } from '@aws-sdk/client-eventbridge';
import { EventCloud, queueArnOf, ruleArnOf } from './event-cloud';

let it: EventCloud;
beforeEach(async () => {
  it = await EventCloud.start();
});
afterEach(() => it.stop());

const pattern = { source: ['shop'] };

async function rule(RetryPolicy?: RetryPolicy, deadLetterQueue = 'failed'): Promise<void> {
  await it.rule('orders', pattern, {
    Id: 'queue',
    Arn: queueArnOf('orders'),
    RetryPolicy,
    DeadLetterConfig: { Arn: queueArnOf(deadLetterQueue) },
  });
}

async function failed() {
  const messages = await it.receive('failed');
  return messages.map(({ Body = '', MessageAttributes = {} }) => ({
    detail: JSON.parse(Body).detail,
    ...Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue])),
  }));
}

test('without a statement for EventBridge the event is lost, and the event stream says which permission is missing', async () => {
  await it.createQueue('orders');
  await it.rule('orders', pattern, { Id: 'queue', Arn: queueArnOf('orders') });
  await it.put({ n: 1 });
  await it.cloud.settle();
  expect(await it.bodies('orders')).toEqual([]);
  const about = { rule: ruleArnOf('orders'), target: 'queue', code: 'NO_PERMISSIONS' };
  expect(it.told).toMatchObject([
    { type: 'events.received', source: 'shop', detailType: 'order placed', rules: ['orders'] },
    { type: 'events.delivery-failed', ...about, queue: queueArnOf('orders') },
    { type: 'events.lost', ...about, reason: expect.stringMatching(/events\.amazonaws\.com.*sqs:SendMessage/) },
  ]);
});

test("a statement for another rule lets this one's events in as little as none", async () => {
  await it.createQueue('orders', 'returns');
  await it.rule('orders', pattern, { Id: 'queue', Arn: queueArnOf('orders') });
  await it.put({ n: 1 });
  expect(await it.bodies('orders')).toEqual([]);
  expect(it.told.at(-1)).toMatchObject({
    type: 'events.lost',
    reason: expect.stringMatching(/AllowEventBridge.*aws:SourceArn/),
  });
});

test('what a queue refuses goes to the dead-letter queue of the target at once, with the reasons', async () => {
  await it.createQueue('orders');
  await it.createQueue('failed', 'orders');
  await rule();
  await it.put({ n: 1 });
  expect(await failed()).toEqual([
    {
      detail: { n: 1 },
      RULE_ARN: ruleArnOf('orders'),
      TARGET_ARN: queueArnOf('orders'),
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: expect.stringContaining('sqs:SendMessage'),
      RETRY_ATTEMPTS: '0',
    },
  ]);
  expect(it.told.at(-1)).toMatchObject({ type: 'events.dead-lettered', deadLetterQueue: queueArnOf('failed') });
});

test('so does what a queue that is gone cannot get', async () => {
  await it.createQueue('failed', 'orders');
  await rule();
  await it.put({ n: 1 });
  expect(await failed()).toMatchObject([{ ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' }]);
});

test('a dead-letter queue that refuses as well loses it', async () => {
  await it.createQueue('orders');
  await it.createQueue('failed');
  await rule();
  await it.put({ n: 1 });
  expect(await failed()).toEqual([]);
  expect(it.told.at(-1)).toMatchObject({
    type: 'events.lost',
    deadLetterQueue: queueArnOf('failed'),
    reason: expect.stringContaining('sqs:SendMessage'),
  });
});

test('when SQS fails it is tried again with growing pauses until it works', async () => {
  await it.createQueue('orders', 'orders');
  await rule();
  it.cloud.inject([{ on: 'sqs:SendMessage', probability: 1, atMost: 4 }]);
  const before = it.cloud.now();
  await it.put({ n: 1 });
  await it.cloud.settle();
  expect((await it.bodies('orders')).length).toBe(1);
  expect(it.told.map(({ type }) => type)).toEqual([
    'events.received',
    ...Array.from({ length: 4 }, () => 'events.delivery-failed'),
    'events.delivered',
  ]);
  // Four pauses of half to whole 1, 2, 4 and 8 seconds.
  expect(it.cloud.now() - before).toBeGreaterThanOrEqual(7_500);
  expect(it.cloud.now() - before).toBeLessThan(15_000);
});

/** How often the queue is asked when SQS never works. The same seed gives the same pauses. */
async function attemptsInVain(policy: RetryPolicy): Promise<number> {
  const before = it.cloud.now();
  await rule(policy);
  it.cloud.inject([{ on: 'sqs:SendMessage', probability: 1 }]);
  await it.put({ n: 1 });
  await it.cloud.settle();
  expect(it.cloud.now() - before).toBeLessThanOrEqual(60_000);
  const attempts = it.told.filter(({ type }) => type === 'events.delivery-failed').length;
  await it.stop();
  it = await EventCloud.start();
  return attempts;
}

test.each<[string, RetryPolicy, string]>([
  ['attempts', { MaximumRetryAttempts: 2 }, 'MaximumRetryAttempts'],
  ['age', { MaximumEventAgeInSeconds: 60 }, 'MaximumEventAgeInSeconds'],
])(
  'the retry policy ends it by %s, and the dead-letter queue gets it with that reason',
  async (limit, policy, condition) => {
    const attempts = await attemptsInVain(policy);
    if (limit === 'attempts') expect(attempts).toBe(3);
    await it.createQueue('failed', 'orders');
    await rule(policy);
    it.cloud.inject([{ on: 'sqs:SendMessage', probability: 1, atMost: attempts }]);
    await it.put({ n: 1 });
    await it.cloud.settle();
    expect(await failed()).toMatchObject([
      {
        ERROR_CODE: 'ERROR_FROM_TARGET',
        EXHAUSTED_RETRY_CONDITION: condition,
        RETRY_ATTEMPTS: String(attempts - 1),
      },
    ]);
  },
);

test('by default it is tried for 24 hours at most and 185 times', async () => {
  await it.createQueue('failed', 'orders');
  await it.rule('orders', pattern, { Id: 'queue', Arn: queueArnOf('orders') });
  it.cloud.inject([{ on: 'sqs:SendMessage', probability: 1 }]);
  const before = it.cloud.now();
  await it.put({ n: 1 });
  await it.cloud.settle();
  const failures = it.told.filter(({ type }) => type === 'events.delivery-failed').length;
  expect(failures).toBeLessThanOrEqual(186);
  expect(failures).toBeGreaterThan(100);
  expect(it.cloud.now() - before).toBeLessThanOrEqual(86_400_000);
  expect(it.cloud.now() - before).toBeGreaterThan(20 * 3_600_000);
});

test('events of a group reach a FIFO queue that deduplicates by content, and no FIFO queue without', async () => {
  const fifo = { FifoQueue: 'true' };
  await it.createQueue('orders.fifo', 'orders', { ...fifo, ContentBasedDeduplication: 'true' });
  await it.createQueue('plain.fifo', 'orders', fifo);
  const target = (name: string) => ({
    Id: name,
    Arn: queueArnOf(name),
    SqsParameters: { MessageGroupId: 'shop' },
  });
  await it.rule('orders', pattern, target('orders.fifo'), target('plain.fifo'));
  await it.put({ n: 1 });
  await it.put({ n: 2 });
  const messages = await it.receive('orders.fifo');
  expect(messages.map(({ Body = '', Attributes }) => [JSON.parse(Body).detail.n, Attributes?.MessageGroupId])).toEqual([
    [1, 'shop'],
    [2, 'shop'],
  ]);
  expect(it.told.filter(({ type, target: id }) => type === 'events.lost' && id === 'plain.fifo')).toHaveLength(2);
});

test('each rule that wants an event sends it to each of its targets', async () => {
  for (const name of ['a', 'b']) await it.createQueue(name, 'both');
  await it.createQueue('c', 'one');
  await it.rule('both', pattern, { Id: 'a', Arn: queueArnOf('a') }, { Id: 'b', Arn: queueArnOf('b') });
  await it.rule('one', { detail: { n: [1] } }, { Id: 'c', Arn: queueArnOf('c') });
  await it.put({ n: 1 });
  await it.put({ n: 2 });
  const numbers = async (queue: string) => (await it.bodies(queue)).map((body) => JSON.parse(body).detail.n);
  expect([await numbers('a'), await numbers('b'), await numbers('c')]).toEqual([[1, 2], [1, 2], [1]]);
});
