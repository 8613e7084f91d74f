import { InvalidOptionError, runWorker, type Worker, type WorkerSettings } from '../../../consumer';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

function start(settings: WorkerSettings = {}): Worker {
  const [port, logger] = [new InMemoryPort(), new MemoryLogger()];
  return runWorker({ queueUrl, port, logger, signals: [], process: () => undefined, ...settings });
}

afterEach(() => {
  delete process.env['SPILLWAY_CONCURRENCY'];
  delete process.env['SPILLWAY_DRAIN_BUDGET'];
});

test('what a construct says of concurrency and drain is checked like an option', () => {
  process.env['SPILLWAY_CONCURRENCY'] = 'four';
  expect(() => start()).toThrow(InvalidOptionError);
  expect(() => start()).toThrow("'concurrency' must be a whole number from 1 to 10000, got NaN");
  process.env['SPILLWAY_CONCURRENCY'] = '4';
  process.env['SPILLWAY_DRAIN_BUDGET'] = '5';
  expect(() => start()).toThrow("'drainBudget' must be a whole number from 26 to 43200, got 5");
});

test('an option of its own comes before it', async () => {
  process.env['SPILLWAY_CONCURRENCY'] = 'four';
  process.env['SPILLWAY_DRAIN_BUDGET'] = 'long';
  const worker = start({ concurrency: 2, drainBudget: 30 });
  expect(await worker.drain()).toMatchObject({ complete: true });
});

test('as many messages are in work at a time as the construct says', async () => {
  process.env['SPILLWAY_CONCURRENCY'] = '3';
  const port = new InMemoryPort();
  for (let index = 0; index < 10; index += 1) {
    port.queue(queueUrl).send({ body: JSON.stringify(index), messageAttributes: {} });
  }
  let [now, most] = [0, 0];
  const worker = runWorker({
    queueUrl,
    port,
    logger: new MemoryLogger(),
    signals: [],
    process: async () => {
      now += 1;
      most = Math.max(most, now);
      await port.clock.sleep(1_000);
      now -= 1;
    },
  });
  while (port.queue(queueUrl).deleted.length < 10) await port.clock.sleep(1_000);
  await worker.drain();
  expect(most).toBe(3);
});
