import { retry, runWorker } from '../../../consumer';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

test('there is a summary for each minute in which a message was settled, and none for the others', async () => {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const process = (payload: unknown) => (payload === 'fails' ? retry({ after: 3_600 }) : undefined);
  const worker = runWorker({ queueUrl, port, logger, signals: [], process });
  const send = (body: string) => port.queue(queueUrl).send({ body: JSON.stringify(body), messageAttributes: {} });
  const summaries = () => logger.lines.filter(({ message }) => message === 'worker summary');

  send('works');
  send('fails');
  await port.clock.sleep(61_000);
  expect(summaries().map(({ fields }) => fields)).toMatchObject([{ completed: 1, retried: 1, released: 0 }]);
  await port.clock.sleep(180_000);
  expect(summaries()).toHaveLength(1);
  send('works');
  await port.clock.sleep(61_000);
  expect(summaries().at(-1)?.fields).toMatchObject({ completed: 2, retried: 1 });
  const { requests, requestsPerMessage } = worker.summary();
  expect(requests).toMatchObject({ DeleteMessageBatch: 2, ChangeMessageVisibilityBatch: 1 });
  expect(requestsPerMessage).toBe((requests.ReceiveMessage + 3) / 2);
  await worker.drain();
  expect(logger.lines.at(-1)).toMatchObject({ message: 'worker drained', fields: { completed: 2, complete: true } });
});

test("a message's line says what its handler took, whatever came of it, and nothing of a message that was not begun", async () => {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const worker = runWorker({
    queueUrl,
    port,
    logger,
    signals: [],
    concurrency: 1,
    drainBudget: 30,
    process: async (payload) => {
      await port.clock.sleep(payload === 'slow' ? 600_000 : 1_500);
      return payload === 'fails' ? retry() : undefined;
    },
  });
  const queue = port.queue(queueUrl);
  for (const body of ['works', 'fails', 'slow']) queue.send({ body: JSON.stringify(body), messageAttributes: {} });
  await port.clock.sleep(10_000);
  await worker.drain();
  const lines = logger.lines.filter(({ fields }) => 'outcome' in fields);
  expect(lines.slice(0, 2).map(({ fields }) => fields)).toMatchObject([
    { outcome: 'ack', processingMs: 1_500 },
    { outcome: 'retry', processingMs: 1_500 },
  ]);
  expect(lines.at(-1)?.fields).toMatchObject({ outcome: 'release' });
  expect(lines.at(-1)?.fields).not.toHaveProperty('processingMs');
});
