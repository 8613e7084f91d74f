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
