import { consume } from '../../../consumer';
import { InMemoryPort, invoke, MemoryLogger, sqsEvent } from '../../../consumer/testing';

test.each([1, 3, 10])('at most %i messages are worked on at a time, and no fewer', async (concurrency) => {
  const port = new InMemoryPort();
  let running = 0;
  let most = 0;
  const handler = consume<number>({
    port,
    logger: new MemoryLogger(),
    concurrency,
    process: async (n) => {
      running += 1;
      most = Math.max(most, running);
      await port.clock.sleep(n * 7);
      running -= 1;
    },
  });

  await invoke(handler, sqsEvent(Array.from({ length: 40 }, (_, n) => (n % 5) + 1)), { clock: port.clock });

  expect(most).toBe(concurrency);
});

test('the slowest message does not hold up the others', async () => {
  const port = new InMemoryPort();
  const startedAt = port.clock.now();
  const handler = consume<number>({
    port,
    logger: new MemoryLogger(),
    concurrency: 2,
    process: (n) => port.clock.sleep(n),
  });

  await invoke(handler, sqsEvent([1_000, ...Array.from({ length: 10 }, () => 100)]), { clock: port.clock });

  expect(port.clock.now() - startedAt).toBeLessThan(1_200);
});

test('invocations at the same time share nothing', async () => {
  const port = new InMemoryPort();
  const handler = consume<number>({
    port,
    logger: new MemoryLogger(),
    concurrency: 1,
    process: async (n) => {
      await port.clock.sleep(n);
      if (n === 50) throw new Error('fifty');
    },
  });

  const [one, two] = await Promise.all([
    invoke(handler, sqsEvent([10, 50]), { clock: port.clock }),
    invoke(handler, sqsEvent([50, 10]), { clock: port.clock }),
  ]);

  expect(one?.batchItemFailures).toEqual([{ itemIdentifier: 'message-2' }]);
  expect(two?.batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }]);
});

test('of invocations at the same time each has its own deadline, and its own lines in the log', async () => {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const handler = consume<number>({
    port,
    logger,
    process: async (n, { signal }) => {
      await port.clock.sleep(n, signal);
      signal.throwIfAborted();
    },
  });

  const startedAt = port.clock.now();
  const context = (awsRequestId: string, seconds: number) => ({
    awsRequestId,
    getRemainingTimeInMillis: () => startedAt + seconds * 1_000 - port.clock.now(),
  });

  const [short, long] = await Promise.all([
    handler(sqsEvent([5_000]), context('short', 3)),
    handler(sqsEvent([5_000, 10]), context('long', 30)),
  ]);

  expect([short?.batchItemFailures.length, long?.batchItemFailures.length]).toEqual([1, 0]);
  expect(logger.summaries.map(({ requestId, records, retried }) => [requestId, records, retried]).sort()).toEqual([
    ['long', 2, 0],
    ['short', 1, 1],
  ]);
});

test.each([0, -1, 1.5, Number.NaN])('a concurrency of %p is refused when the handler is made', (concurrency) => {
  expect(() => consume({ concurrency, process: () => undefined })).toThrow(
    /^'concurrency' must be a whole number from 1 to 10000, got /,
  );
});
