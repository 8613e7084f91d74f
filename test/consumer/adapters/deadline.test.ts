import { consume, DeadlineError } from '../../../consumer';
import { InMemoryPort, invoke, MemoryLogger, sqsEvent, VirtualClock } from '../../../consumer/testing';

function setUp() {
  const port = new InMemoryPort();
  return { port, logger: new MemoryLogger() };
}

const ids = (response: { batchItemFailures: { itemIdentifier: string }[] }) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe('the function’s deadline', () => {
  test('before it no further message is begun, and the rest is given back', async () => {
    const { port, logger } = setUp();
    const handler = consume({ port, logger, concurrency: 1, process: () => port.clock.sleep(4_000) });

    const response = await invoke(handler, sqsEvent([1, 2, 3, 4, 5]), { clock: port.clock, timeoutSeconds: 10 });

    expect(ids(response)).toEqual(['message-3', 'message-4', 'message-5']);
    expect(logger.summaries[0]).toMatchObject({ completed: 2, retried: 1, released: 2 });
    expect(logger.outcomes.find(({ messageId }) => messageId === 'message-5')).toMatchObject({
      outcome: 'release',
      reason: 'the time left was too short to begin',
    });
  });

  test('the function returns before it, although a handler never ends', async () => {
    const { port, logger } = setUp();
    const startedAt = port.clock.now();
    const handler = consume({ port, logger, process: () => new Promise<void>(() => undefined) });

    const response = await invoke(handler, sqsEvent([1]), { clock: port.clock, timeoutSeconds: 3 });

    expect(port.clock.now() - startedAt).toBeLessThan(3_000);
    expect(ids(response)).toEqual(['message-1']);
    expect(logger.outcomes[0]).toMatchObject({ outcome: 'retry', reason: expect.stringContaining('time is over') });
  });

  test('that was reached in one invocation is not the next one’s', async () => {
    const { port, logger } = setUp();
    const handler = consume<number>({ port, logger, concurrency: 1, process: (ms) => port.clock.sleep(ms) });
    const invokeWith = (payloads: readonly number[]) =>
      invoke(handler, sqsEvent(payloads), { clock: port.clock, timeoutSeconds: 10 });

    expect(ids(await invokeWith([60_000, 1]))).toEqual(['message-1', 'message-2']);
    expect(ids(await invokeWith([1, 1]))).toEqual([]);
  });

  test('the handler’s signal is aborted with the reason', async () => {
    const { port, logger } = setUp();
    let reason: unknown;
    const handler = consume({
      port,
      logger,
      process: async (_, { signal }) => {
        await port.clock.sleep(60_000, signal);
        reason = signal.reason;
        throw signal.reason;
      },
    });

    await invoke(handler, sqsEvent([1]), { clock: port.clock, timeoutSeconds: 10 });

    expect(reason).toBeInstanceOf(DeadlineError);
  });

  test('a signal is the message’s own: many handlers may listen without a warning', async () => {
    const { port, logger } = setUp();
    const signals = new Set<AbortSignal>();
    const handler = consume({ port, logger, process: (_, { signal }) => void signals.add(signal) });

    await invoke(handler, sqsEvent([1, 2, 3]), { clock: port.clock });

    expect(signals.size).toBe(3);
  });

  test('no timer outlives the invocation', async () => {
    const clock = new VirtualClock();
    const port = new InMemoryPort(clock);

    await invoke(consume({ port, logger: new MemoryLogger(), process: () => undefined }), sqsEvent([1]), { clock });

    expect(clock.waiting).toBe(0);
  });
});
