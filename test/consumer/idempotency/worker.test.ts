import { type Message, runWorker } from '../../../consumer';
import { idempotent } from '../../../consumer/idempotency';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';
import { MemoryStore } from './memory-store';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

async function work(process: (port: InMemoryPort, message: Message) => Promise<void>, count: number) {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const store = new MemoryStore();
  const worker = runWorker<{ orderId: string }>({
    queueUrl,
    port,
    logger,
    signals: [],
    concurrency: 20,
    visibilityTimeout: 30,
    idempotency: idempotent({ persistenceStore: store, key: ({ orderId }) => orderId }),
    process: (_, message) => process(port, message),
  });
  for (let sent = 0; sent < count; sent += 1) {
    port.queue(queueUrl).send({ body: JSON.stringify({ orderId: '7' }), messageAttributes: {} });
  }
  return { port, logger, store, worker };
}

test('a worker applies the effect once, and copies that come meanwhile wait for ten visibility timeouts', async () => {
  let effects = 0;
  const { port, logger, worker } = await work(async (world) => {
    await world.clock.sleep(90_000);
    effects += 1;
  }, 3);
  await port.clock.sleep(60_000);
  const waiting = logger.outcomes.filter(({ outcome }) => outcome === 'retry');
  await port.clock.sleep(300_000);
  await worker.drain();

  expect(effects).toBe(1);
  expect(waiting.map(({ visibleInSeconds }) => visibleInSeconds)).toEqual([301, 301]);
  expect(worker.summary()).toMatchObject({ completed: 3, duplicates: 2, retried: 2 });
  expect(port.queue(queueUrl).messages).toEqual([]);
});

test('a handler that outlasts them is told to stop', async () => {
  const reasons: string[] = [];
  const { port, worker } = await work(async (world, { signal }) => {
    await world.clock.sleep(1_000_000, signal);
    reasons.push(signal.reason.name);
  }, 1);
  await port.clock.sleep(301_000);
  await worker.drain();

  expect(reasons).toEqual(['IdempotencyExpiredError']);
});
