import { retry, runWorker } from '../../../consumer';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';
const HOUR = 3_600;

test('a retry after work of an hour asks for eleven hours at most: SQS counts the twelve from the receive', async () => {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const worker = runWorker({
    queueUrl,
    port,
    logger,
    signals: [],
    process: async () => {
      await port.clock.sleep(HOUR * 1_000);
      return retry({ after: 12 * HOUR });
    },
  });
  try {
    port.queue(queueUrl).send({ body: '1', messageAttributes: {} });
    await port.clock.sleep(HOUR * 1_000 + 10_000);
    const delay = Number(logger.outcomes[0]?.['visibleInSeconds']);
    expect(delay).toBeLessThanOrEqual(11 * HOUR);
    expect(delay).toBeGreaterThan(11 * HOUR - 120);
    expect(port.queue(queueUrl).messages[0]?.visibleAt).toBeGreaterThan(port.clock.now() + 10 * HOUR * 1_000);
  } finally {
    await worker.drain();
  }
});
