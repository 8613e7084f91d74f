import { DrainError, runWorker, type Worker, type WorkerOptions } from '../../../consumer';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

function world(options: Partial<WorkerOptions<unknown>>) {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const worker: Worker = runWorker({ queueUrl, port, logger, signals: [], process: () => undefined, ...options });
  const queue = port.queue(queueUrl);
  const send = (...bodies: unknown[]) =>
    bodies.forEach((body) => void queue.send({ body: JSON.stringify(body), messageAttributes: {} }));
  return { port, logger, worker, queue, send, clock: port.clock };
}

test('what does not finish within the budget is given back, and its handler learns why', async () => {
  const reasons: unknown[] = [];
  const { worker, queue, send, clock, logger } = world({
    drainBudget: 30,
    process: (payload, { signal }) => {
      if (payload === 'quick') return;
      return new Promise<void>(() => signal?.addEventListener('abort', () => reasons.push(signal.reason)));
    },
  });
  send('slow', 'quick', 'slow as well');
  await clock.sleep(1_000);
  const began = clock.now();
  const report = await worker.drain('scale-in');

  expect(report).toMatchObject({ reason: 'scale-in', givenUp: 2, completed: 1, released: 2, complete: true });
  expect(clock.now() - began).toBeLessThanOrEqual(30_000);
  expect(reasons).toEqual([expect.any(DrainError), expect.any(DrainError)]);
  expect(queue.messages.map(({ body, visibleAt }) => [body, visibleAt <= clock.now()])).toEqual([
    ['"slow"', true],
    ['"slow as well"', true],
  ]);
  expect(logger.lines.at(-1)).toMatchObject({ message: 'worker drained', fields: { givenUp: 2 } });
});

test('a worker that drains receives nothing new, and the same promise answers every call', async () => {
  const { worker, queue, send, clock, port } = world({ drainBudget: 60 });
  await clock.sleep(1_000);
  const drained = worker.drain('first');
  send('for others');
  expect(await worker.drain('second')).toBe(await drained);
  const polls = port.count('receive');
  await clock.sleep(600_000);
  expect(port.count('receive')).toBe(polls);
  expect((await worker.done).reason).toBe('first');
  expect(queue.messages.map(({ body, visibleAt }) => [body, visibleAt <= clock.now()])).toEqual([
    ['"for others"', true],
  ]);
});

test('an instance is asked to wait until the worker has drained, and told of busy times, not of messages', async () => {
  const told: string[] = [];
  const { worker, send, clock } = world({
    process: () => clockOf().sleep(1_000),
    instance: {
      watch: () => ({
        busy: (busy) => void told.push(busy ? 'busy' : 'idle'),
        drained: async () => void told.push('drained'),
      }),
    },
  });
  const clockOf = () => clock;
  send(1, 2, 3, 4, 5);
  await clock.sleep(5_000);
  send(6);
  await clock.sleep(5_000);
  void worker.done.then(() => told.push('done'));
  await worker.drain();
  expect(told).toEqual(['busy', 'idle', 'busy', 'idle', 'drained', 'done']);
});
