import {
  ack,
  type ConsumeOptions,
  consume,
  createProducer,
  deadLetter,
  IdempotencyExpiredError,
  type Message,
  PermanentError,
  release,
  retry,
} from '../../../consumer';
import { type IdempotentOptions, idempotent } from '../../../consumer/idempotency';
import { deliver, handleBodies, InMemoryPort, MemoryLogger, TEST_QUEUE_ARN } from '../../../consumer/testing';
import { queueUrl } from '../../../model/arn';
import { MemoryStore } from './memory-store';

interface Order {
  readonly orderId: string;
  readonly total?: number;
}

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

const byOrder = (options: Partial<IdempotentOptions<Order>> = {}) =>
  idempotent<Order>({ persistenceStore: store, key: ({ orderId }) => orderId, ...options });

function paying(outcome: () => unknown = () => undefined, options: Partial<IdempotentOptions<Order>> = {}) {
  const paid: string[] = [];
  const consumer: ConsumeOptions<Order> = {
    concurrency: 1,
    idempotency: byOrder(options),
    process: async ({ orderId }) => {
      paid.push(orderId);
      return (await outcome()) as undefined;
    },
  };
  return { paid, consumer };
}

const seven = { orderId: '7' };

describe('a key that is done', () => {
  test("is not handled again, though a producer's repeat is another message", async () => {
    const { paid, consumer } = paying();
    const { messages, left } = await handleBodies(consumer, [seven, { orderId: '8' }, seven]);
    expect(paid).toEqual(['7', '8']);
    expect(messages).toEqual([{ outcome: 'ack' }, { outcome: 'ack' }, { outcome: 'ack', note: 'duplicate' }]);
    expect(left).toEqual([]);
  });

  test('is known to the next invocation, and in another queue it is another key', async () => {
    const { paid, consumer } = paying();
    await handleBodies(consumer, [seven]);
    await handleBodies(consumer, [seven]);
    await handleBodies(consumer, [seven], { queueArn: 'arn:aws:sqs:us-east-1:111122223333:other' });
    expect(paid).toEqual(['7', '7']);
  });

  test('is one for queues that share a scope', async () => {
    const { paid, consumer } = paying(undefined, { scope: 'payments' });
    await handleBodies(consumer, [seven]);
    await handleBodies(consumer, [seven], { queueArn: 'arn:aws:sqs:us-east-1:111122223333:other' });
    expect(paid).toEqual(['7']);
  });

  test('is done again when it has expired', async () => {
    const { paid, consumer } = paying(undefined, { expiresAfterSeconds: 60 });
    await handleBodies(consumer, [seven]);
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + 62_000);
    await handleBodies(consumer, [seven]);
    clock.mockRestore();
    expect(paid).toEqual(['7', '7']);
  });

  test('is remembered for 14 days, as long as a queue can keep a repeat', async () => {
    await handleBodies(paying().consumer, [seven]);
    const [record] = store.records.values();
    expect((record?.expiryTimestamp ?? 0) - Date.now() / 1_000).toBeCloseTo(14 * 86_400, -1);
  });

  test('keeps the note of the handler the first time', async () => {
    const { consumer } = paying(() => ack('paid'));
    const { messages } = await handleBodies(consumer, [seven, seven]);
    expect(messages.map(({ note }) => note)).toEqual(['paid', 'duplicate']);
  });
});

describe('what does not succeed', () => {
  test.each<[string, () => unknown]>([
    ['retry', () => retry()],
    ['release', () => release()],
    ['deadLetter', () => deadLetter('no')],
    [
      'retry',
      () => {
        throw new Error('the bank is closed');
      },
    ],
    [
      'deadLetter',
      () => {
        throw new PermanentError('no such account');
      },
    ],
  ])('frees its key: %s', async (kind, outcome) => {
    const first = paying(outcome);
    const { messages } = await handleBodies(first.consumer, [seven]);
    expect(messages[0]?.outcome).toBe(kind);
    expect(store.statuses).toEqual([]);

    const second = paying();
    await handleBodies(second.consumer, [seven]);
    expect([first.paid, second.paid]).toEqual([['7'], ['7']]);
  });

  test('is what the handler says, even when the key cannot be freed', async () => {
    store.failing.add('delete');
    const { consumer } = paying(() => deadLetter('no such account'));
    const { messages, logger } = await handleBodies(consumer, [seven]);
    expect(messages).toEqual([{ outcome: 'deadLetter', reason: 'no such account' }]);
    expect(logger.lines).toContainEqual(expect.objectContaining({ message: 'idempotency key not freed' }));
  });
});

describe('two attempts at once', () => {
  test('the second one waits until the first one must have ended, and is then a duplicate', async () => {
    const { paid, consumer } = paying(() => port.clock.sleep(1_000));
    const port = new InMemoryPort();
    const logger = new MemoryLogger();
    const handler = consume({ ...consumer, concurrency: 2, port, logger });
    const producer = createProducer<Order>({ queueUrl: queueUrl(TEST_QUEUE_ARN), port });
    await producer.sendAll([{ payload: seven }, { payload: seven }]);

    const response = await deliver(port, handler, { timeoutSeconds: 30 });
    const waiting = logger.outcomes.find(({ outcome }) => outcome === 'retry');
    await port.clock.sleep(40_000);
    await deliver(port, handler);

    expect(paid).toEqual(['7']);
    expect(response?.batchItemFailures).toHaveLength(1);
    expect(waiting).toMatchObject({ reason: 'another attempt for its idempotency key is going on' });
    // What was left of the invocation when the first one began, and a second.
    expect(waiting?.['visibleInSeconds']).toBe(31);
    expect(logger.outcomes.map(({ note }) => note)).toContain('duplicate');
    expect(port.queue(queueUrl(TEST_QUEUE_ARN)).messages).toEqual([]);
  });

  test('an attempt that died keeps its key no longer than its time', async () => {
    const dead = paying(() => new Promise(() => undefined), { inProgressSeconds: 5 });
    void handleBodies(dead.consumer, [seven], { timeoutSeconds: 2 });
    while (store.statuses.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const next = paying();
    const [early] = (await handleBodies(next.consumer, [seven])).messages;
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + 6_000);
    const [late] = (await handleBodies(next.consumer, [seven])).messages;
    clock.mockRestore();

    expect(early).toMatchObject({ outcome: 'retry', visibleInSeconds: 6 });
    expect(late).toEqual({ outcome: 'ack' });
    expect(next.paid).toEqual(['7']);
  });

  test('an attempt that outlasts its time is told so, and does not free a key that may be another one', async () => {
    const port = new InMemoryPort();
    const logger = new MemoryLogger();
    let reason: unknown;
    const handler = consume<Order>({
      port,
      logger,
      idempotency: byOrder({ inProgressSeconds: 5 }),
      process: async (_, { signal }: Message) => {
        await port.clock.sleep(60_000, signal);
        reason = signal.reason;
        throw new Error('stopped');
      },
    });
    await createProducer<Order>({ queueUrl: queueUrl(TEST_QUEUE_ARN), port }).send(seven);

    await deliver(port, handler, { timeoutSeconds: 30 });

    expect(reason).toBeInstanceOf(IdempotencyExpiredError);
    expect(logger.outcomes).toMatchObject([{ outcome: 'retry', reason: 'stopped' }]);
    expect(store.operations).toEqual(['put']);
    expect(store.statuses).toEqual(['INPROGRESS']);
  });
});

describe('the store', () => {
  test('is down: nothing is handled without it', async () => {
    store.failing.add('put');
    const { paid, consumer } = paying();
    const { messages } = await handleBodies(consumer, [seven]);
    expect(messages).toMatchObject([{ outcome: 'retry', reason: expect.stringContaining('the table is down (put)') }]);
    expect(paid).toEqual([]);
  });

  test('fails after the work: the message is done all the same, because a retry would do it again', async () => {
    store.failing.add('update');
    const { paid, consumer } = paying();
    const { messages, left, logger } = await handleBodies(consumer, [seven]);
    expect(messages).toEqual([{ outcome: 'ack' }]);
    expect([paid, left]).toEqual([['7'], []]);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'idempotency key not saved as done' }),
    );
  });
});

describe('a key', () => {
  test.each([[''], [undefined], [7]])('that is %p is a permanent failure', async (key) => {
    const { paid, consumer } = paying(undefined, { key: () => key as string });
    const { messages } = await handleBodies(consumer, [seven]);
    expect(messages).toMatchObject([{ outcome: 'deadLetter', reason: expect.stringContaining('no idempotency key') }]);
    expect(paid).toEqual([]);
  });

  test('of two pieces of work is a permanent failure of the second, where they are compared', async () => {
    const { paid, consumer } = paying(undefined, { fingerprint: ({ total }) => total });
    const { messages } = await handleBodies(consumer, [
      { orderId: '7', total: 10 },
      { orderId: '7', total: 10 },
      { orderId: '7', total: 99 },
    ]);
    expect(paid).toEqual(['7']);
    expect(messages).toMatchObject([
      { outcome: 'ack' },
      { outcome: 'ack', note: 'duplicate' },
      { outcome: 'deadLetter', reason: expect.stringContaining('with other content') },
    ]);
  });

  test.each([
    [{ key: undefined }, /'key' must be a function.*got undefined/],
    [{ expiresAfterSeconds: 0 }, /'expiresAfterSeconds' must be .* from 1 to 31536000, got 0/],
    [{ inProgressSeconds: 43_201 }, /'inProgressSeconds' must be .* from 1 to 43200, got 43201/],
  ])('and times that cannot be are refused at once: %p', (options, message) => {
    expect(() => byOrder(options as Partial<IdempotentOptions<Order>>)).toThrow(message);
  });
});

test('each payload of a message has a key of its own: what is done is not done again with what failed', async () => {
  let closed = true;
  const paid: string[] = [];
  const consumer: ConsumeOptions<Order> = {
    envelope: { open: (body) => ({ payloads: JSON.parse(body) }) },
    idempotency: byOrder(),
    process: ({ orderId }) => {
      if (orderId === '2' && closed) throw new Error('the bank is closed');
      paid.push(orderId);
    },
  };
  const body = [{ orderId: '1' }, { orderId: '2' }, { orderId: '3' }];
  await handleBodies(consumer, [body]);
  closed = false;
  await handleBodies(consumer, [body]);
  expect(paid).toEqual(['1', '3', '2']);
});
