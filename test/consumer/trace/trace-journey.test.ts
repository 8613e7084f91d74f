import { consume, createProducer, deadLetter, type Message } from '../../../consumer';
import { identifyArn, redriveMessages } from '../../../consumer/dlq';
import { invoke, MemoryLogger, sqsEventOf } from '../../../consumer/testing';
import { DeadLetters } from '../dlq/dead-letters';

const TRACE = {
  traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  tracestate: 'vendor=7',
};

let letters: DeadLetters;
afterEach(() => letters.stop());

/** What the handler of the source queue sees, and what it logs, when it refuses a message. */
async function refuse(): Promise<{ readonly seen: readonly Message['trace'][]; readonly logger: MemoryLogger }> {
  const seen: Message['trace'][] = [];
  const logger = new MemoryLogger();
  const { port } = letters.access;
  const handler = consume({
    port,
    logger,
    deadLetterQueueUrl: letters.dead,
    process: (_, { trace }) => {
      seen.push(trace);
      return deadLetter('never');
    },
  });
  const messages = await port.receive(letters.source, { maxMessages: 10, waitSeconds: 0 });
  await invoke(handler, sqsEventOf(messages, letters.queue.sources[0] ?? ''), { clock: port.clock });
  return { seen, logger };
}

test.each([
  ['a standard queue', false],
  ['a FIFO queue', true],
])('on %s a trace comes from the producer to the handler, to the dead-letter queue and back', async (_, fifo) => {
  letters = await DeadLetters.start(fifo);
  const producer = createProducer({
    queueUrl: letters.source,
    client: letters.sqs.client,
    trace: (carrier) => {
      const { traceHeader, ...w3c } = TRACE;
      Object.assign(carrier, w3c, { 'X-Amzn-Trace-Id': traceHeader });
    },
  });
  await producer.send({ orderId: 1 }, { groupId: 'tenant-7' });

  const first = await refuse();
  await letters.sqs.pass(1);
  const destination = identifyArn(letters.queue.sources[0] ?? '');
  const moved = await redriveMessages(letters.access, letters.queue, { destinationOf: () => destination });
  const second = await refuse();

  expect(moved).toMatchObject({ moved: 1 });
  expect([...first.seen, ...second.seen]).toEqual([TRACE, TRACE]);
  expect(first.logger.outcomes[0]).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736' });
});

test("SQS's own way to the dead-letter queue keeps the trace, and X-Ray's id alone is logged, too", async () => {
  letters = await DeadLetters.start();
  const producer = createProducer({ queueUrl: letters.source, client: letters.sqs.client, trace: false });
  await producer.send({ orderId: 1 }, { traceHeader: TRACE.traceHeader });
  await letters.sqs.receive(letters.source, { VisibilityTimeout: 0 });
  await letters.sqs.receive(letters.source);
  const destination = identifyArn(letters.queue.sources[0] ?? '');
  await redriveMessages(letters.access, letters.queue, { destinationOf: () => destination });

  const { seen, logger } = await refuse();

  expect(seen).toEqual([{ traceHeader: TRACE.traceHeader }]);
  expect(logger.outcomes[0]).toMatchObject({ traceId: '1-5759e988-bd862e3fe1be46a994272793' });
});

test('without a trace there is none, and no line names one', async () => {
  letters = await DeadLetters.start();
  const producer = createProducer({ queueUrl: letters.source, client: letters.sqs.client });
  await producer.send({ orderId: 1 });

  const { seen, logger } = await refuse();

  expect(seen).toEqual([{}]);
  expect(logger.outcomes[0]).not.toHaveProperty('traceId');
});
