import { runWorker, type Worker, type WorkerOptions } from '../../../consumer';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';
import { FastClock } from '../ec2/fast-clock';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';
const logger = new MemoryLogger();
const workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.drain()));
  logger.lines.length = 0;
});

function start(options: Partial<WorkerOptions<unknown>> & { readonly port: InMemoryPort }): Worker {
  const worker = runWorker({ queueUrl, logger, signals: [], process: () => undefined, ...options });
  workers.push(worker);
  return worker;
}

/** SQS has gone silent. */
class SilentPort extends InMemoryPort {
  override receive(): Promise<never> {
    return new Promise(() => undefined);
  }
}

async function get(worker: Worker, path = '/health', method = 'GET') {
  const response = await fetch(`http://127.0.0.1:${await worker.healthPort()}${path}`, { method });
  const text = await response.text();
  return { status: response.status, health: text === '' ? undefined : JSON.parse(text) };
}

test('a worker that receives answers 200 on loopback, one that drains 503', async () => {
  const port = new InMemoryPort(new FastClock());
  let finish: () => void = () => undefined;
  const work = new Promise<void>((resolve) => (finish = resolve));
  const worker = start({ port, healthPort: 0, waitTime: 1, drainBudget: 10_000, process: () => work });
  await port.clock.sleep(2_000);
  expect(await get(worker)).toEqual({
    status: 200,
    health: { status: 'receiving', lastReceiveSecondsAgo: expect.any(Number) },
  });

  port.queue(queueUrl).send({ body: '1', messageAttributes: {} });
  while (port.queue(queueUrl).messages[0]?.receiveCount !== 1) await port.clock.sleep(100);
  const drained = worker.drain();
  expect(await get(worker)).toMatchObject({ status: 503, health: { status: 'draining' } });
  finish();
  await drained;
  await expect(get(worker)).rejects.toThrow('fetch failed');
});

test('the endpoint answers nothing else', async () => {
  const worker = start({ port: new InMemoryPort(new FastClock()), healthPort: 0 });
  expect((await get(worker, '/')).status).toBe(404);
  expect((await get(worker, '/health', 'POST')).status).toBe(404);
});

test('a worker without the option has no endpoint', async () => {
  expect(await start({ port: new InMemoryPort(new FastClock()) }).healthPort()).toBeUndefined();
});

test('a port that is taken is logged, and the worker works', async () => {
  const first = start({ port: new InMemoryPort(new FastClock()), healthPort: 0 });
  const port = new InMemoryPort(new FastClock());
  start({ port, healthPort: await first.healthPort() });
  port.queue(queueUrl).send({ body: '1', messageAttributes: {} });
  while (port.queue(queueUrl).deleted.length === 0 || logger.lines.length < 2) await port.clock.sleep(100);
  expect(await workers.at(-1)?.healthPort()).toBeUndefined();
  expect(logger.lines.find(({ level }) => level === 'error')).toMatchObject({
    message: 'the health endpoint cannot be reached',
    fields: { reason: expect.stringContaining('EADDRINUSE') },
  });
});

test('a worker whose polls hang is stuck: it gives them up, counts them, and asks again', async () => {
  const port = new SilentPort();
  const worker = start({ port, waitTime: 20 });
  expect(worker.health()).toEqual({ status: 'receiving' });
  await port.clock.sleep(51_000);
  expect(worker.health()).toEqual({ status: 'stuck' });
  await port.clock.sleep(60_000);
  expect(worker.summary().pollsHung).toBeGreaterThanOrEqual(3);
  expect(logger.lines.filter(({ message }) => message === 'receive failed')[0]?.fields['reason']).toBe(
    'ReceiveMessage was not answered 5 s after its wait time.',
  );
});

test('a worker whose slots are all taken is busy, not stuck, however long that lasts', async () => {
  const port = new InMemoryPort();
  const worker = start({
    port,
    concurrency: 1,
    process: async () => {
      await port.clock.sleep(3_600_000);
    },
  });
  port.queue(queueUrl).send({ body: '1', messageAttributes: {} });
  await port.clock.sleep(1_800_000);
  expect(worker.health().status).toBe('busy');
});
