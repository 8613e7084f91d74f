import { Metrics } from '@aws-lambda-powertools/metrics';
import { retry, runWorker } from '../../../consumer';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';
import { printedMetrics } from './printed';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

test('a worker publishes each minute what that minute brought, and the rest at its end', async () => {
  const port = new InMemoryPort();
  const send = (...bodies: readonly number[]) => {
    for (const body of bodies) port.queue(queueUrl).send({ body: String(body), messageAttributes: {} });
  };
  let requests = 0;
  const lines = await printedMetrics(async () => {
    const worker = runWorker<number>({
      queueUrl,
      port,
      logger: new MemoryLogger(),
      signals: [],
      metrics: new Metrics({ namespace: 'Shop', serviceName: 'payments' }),
      process: async (ms) => {
        await port.clock.sleep(ms);
        return ms === 300 ? retry({ after: 3_600 }) : undefined;
      },
    });
    send(100, 200, 300);
    await port.clock.sleep(61_000);
    await port.clock.sleep(60_000);
    send(400);
    await port.clock.sleep(10_000);
    const report = await worker.drain();
    requests = Object.values(report.requests).reduce((sum, count) => sum + count, 0);
  });

  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatchObject({
    service: 'payments',
    QueueName: 'orders',
    Received: 3,
    Succeeded: 2,
    Retried: 1,
    Handled: 3,
    BusyTime: 600,
    ProcessingTime: [100, 200, 300],
  });
  // An idle minute has its long polls, and zeros: an alarm on it has data.
  expect(lines[1]).toMatchObject({ Received: 0, Succeeded: 0, Handled: 0, BusyTime: 0, LeasesLost: 0 });
  expect(lines[1]?.['Requests']).toBeGreaterThanOrEqual(2);
  expect(lines[1]).not.toHaveProperty('ProcessingTime');
  expect(lines[1]).not.toHaveProperty('RequestsPerMessage');
  expect(lines.reduce((sum, line) => sum + Number(line['Requests']), 0)).toBe(requests);
  expect(lines[2]).toMatchObject({ Received: 1, Succeeded: 1, BusyTime: 400 });
});
