import { Metrics } from '@aws-lambda-powertools/metrics';
import { ack, consume, DUPLICATE, deadLetter, release, retry } from '../../../consumer';
import { InMemoryPort, invoke, MemoryLogger, sqsEvent, sqsRecord, VirtualClock } from '../../../consumer/testing';
import { CONSUMER_METRICS } from '../../../model/consumer-metrics';
import { printedMetrics } from './printed';

const DEAD = 'https://sqs.us-east-1.amazonaws.com/111122223333/dead';

function setUp(process: (n: number) => unknown, metrics = new Metrics({ namespace: 'Shop', serviceName: 'orders' })) {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const handler = consume<number>({
    port,
    logger,
    metrics,
    deadLetterQueueUrl: DEAD,
    process: async (n) => {
      const outcome = await process(n);
      return outcome as undefined;
    },
  });
  return { port, logger, metrics, run: (bodies: readonly unknown[]) => invoke(handler, sqsEvent(bodies), port) };
}

test('an invocation publishes once what became of its messages, with units, for its queue', async () => {
  const outcomes = [ack(), ack(DUPLICATE), retry(), deadLetter('no'), release()];
  const { run } = setUp((n) => outcomes[n]);

  const lines = await printedMetrics(() => run([0, 1, 2, 3, 4]));

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    service: 'orders',
    QueueName: 'work',
    Received: 5,
    Succeeded: 2,
    Duplicates: 1,
    Retried: 1,
    DeadLettered: 1,
    Released: 1,
    Undeleted: 0,
    LeasesLost: 0,
    Requests: 4,
    RequestsPerMessage: 4 / 3,
    Handled: 5,
  });
  const directive = lines[0]?._aws.CloudWatchMetrics[0];
  expect(directive).toMatchObject({ Namespace: 'Shop', Dimensions: [['service', 'QueueName']] });
  expect(directive?.Metrics).toEqual(
    Object.values(CONSUMER_METRICS).map(({ name, unit }) => ({ Name: name, Unit: unit })),
  );
});

test('the service time is measured for each message, and the age when its handling begins', async () => {
  const clock = new VirtualClock(1_893_456_060_000);
  const port = new InMemoryPort(clock);
  const handler = consume<number>({
    port,
    logger: new MemoryLogger(),
    metrics: new Metrics({ namespace: 'Shop' }),
    concurrency: 1,
    process: (ms) => clock.sleep(ms),
  });

  const [line] = await printedMetrics(() => invoke(handler, sqsEvent([100, 250]), { clock }));

  expect(line).toMatchObject({
    Handled: 2,
    BusyTime: 350,
    ProcessingTime: [100, 250],
    MessageAge: [60_000, 60_100],
  });
});

test('a handler that the deadline ends counts with the time that it had', async () => {
  const { run, port } = setUp(() => port.clock.sleep(60_000));

  const [line] = await printedMetrics(() => run([1]));

  expect(line).toMatchObject({ Received: 1, Retried: 1, Handled: 1, BusyTime: 28_500 });
});

test('a large batch is one line, whose values keep the percentiles', async () => {
  const port = new InMemoryPort();
  const records = Array.from({ length: 1_000 }, (_, index) => sqsRecord({ body: index, messageId: `m${index}` }));
  const handler = consume<number>({
    port,
    logger: new MemoryLogger(),
    metrics: new Metrics({ namespace: 'Shop' }),
    concurrency: 1_000,
    process: (index) => port.clock.sleep(index),
  });

  const lines = await printedMetrics(() => invoke(handler, { Records: records }, port));

  expect(lines).toHaveLength(1);
  const values = lines[0]?.['ProcessingTime'] as readonly number[];
  expect(values).toHaveLength(99);
  expect(values[49]).toBe(500);
  expect(Math.abs((values[89] ?? 0) - 904)).toBeLessThanOrEqual(1);
  expect(lines[0]).toMatchObject({ Handled: 1_000, BusyTime: (999 * 1_000) / 2, QueueName: 'work' });
});

test('two invocations at once in one environment publish their own numbers', async () => {
  const { run } = setUp((n) => (n < 10 ? ack() : retry()));

  const lines = await printedMetrics(() => Promise.all([run([1, 2, 3]), run([10, 11])]));

  expect(lines.map(({ Succeeded, Retried }) => [Succeeded, Retried]).sort()).toEqual([
    [0, 2],
    [3, 0],
  ]);
});

test("a handler's own metrics are a line of their own, without the queue", async () => {
  const metrics = new Metrics({ namespace: 'Shop', serviceName: 'orders' });
  const { run } = setUp(() => void metrics.addMetric('OrdersPaid', 'Count', 1), metrics);

  const lines = await printedMetrics(() => run([1, 2]));

  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ OrdersPaid: [1, 1] });
  expect(lines[0]?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([['service']]);
  expect(lines[1]).not.toHaveProperty('OrdersPaid');
});

test('metrics that are refused fail no message', async () => {
  // A metric and a dimension of one name cannot be in one line of EMF.
  const metrics = new Metrics({ namespace: 'Shop', defaultDimensions: { Received: 'yes' } });
  const { run, logger } = setUp(() => ack(), metrics);

  const lines = await printedMetrics(async () => {
    expect(await run([1])).toEqual({ batchItemFailures: [] });
  });

  expect(lines).toEqual([]);
  expect(logger.lines).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      message: 'metrics were not published',
      fields: { reason: expect.stringContaining('"Received"') },
    }),
  );
});

test('without metrics nothing is published', async () => {
  const port = new InMemoryPort();
  const handler = consume({ port, logger: new MemoryLogger(), process: () => undefined });

  expect(await printedMetrics(() => invoke(handler, sqsEvent([1]), port))).toEqual([]);
});
