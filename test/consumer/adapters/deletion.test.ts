import { consume } from '../../../consumer';
import {
  deliver,
  type FaultInjector,
  InMemoryPort,
  invoke,
  MemoryLogger,
  sqsEvent,
  sqsRecord,
  TEST_QUEUE_ARN,
} from '../../../consumer/testing';
import { queueUrl } from '../../../model/arn';

const URL = queueUrl(TEST_QUEUE_ARN);
const body = (n: number) => ({ body: JSON.stringify({ n }), messageAttributes: {} });

function setUp(fault?: FaultInjector, visibilitySeconds?: number) {
  const port = new InMemoryPort(undefined, fault, visibilitySeconds);
  const logger = new MemoryLogger();
  const queue = port.queue(URL);
  return { port, logger, queue };
}

describe('deleting completed messages', () => {
  test('a batch of ten is deleted with one request, before the function returns', async () => {
    const { port, logger, queue } = setUp();
    for (let n = 0; n < 10; n += 1) queue.send(body(n));
    const event = queue.receive({ maxMessages: 10, waitSeconds: 0 });
    const handler = consume({ port, logger, process: () => undefined });
    const records = event.map((message) => sqsRecord({ ...message, attributes: {} }));

    const response = await invoke(handler, { Records: records }, { clock: port.clock });

    expect(response).toEqual({ batchItemFailures: [] });
    expect(queue.messages).toHaveLength(0);
    expect(port.requests.map(({ operation }) => operation)).toEqual(['deleteBatch']);
    expect(logger.summaries[0]).toMatchObject({ records: 10, completed: 10, requests: { DeleteMessageBatch: 1 } });
  });

  test('the last deletions wait for no others: the function returns at once', async () => {
    const { port, logger } = setUp();
    const startedAt = port.clock.now();

    await invoke(consume({ port, logger, process: () => undefined }), sqsEvent([1, 2, 3]), { clock: port.clock });

    expect(port.clock.now()).toBe(startedAt);
  });

  test('what completes early is deleted while the rest is still being worked on', async () => {
    const { port, logger, queue } = setUp();
    queue.send(body(0));
    queue.send(body(1));
    let left = -1;
    const handler = consume<{ n: number }>({
      port,
      logger,
      process: async ({ n }) => {
        if (n === 1) {
          await port.clock.sleep(5_000);
          left = queue.messages.length;
        }
      },
    });

    await deliver(port, handler);

    expect(left).toBe(1);
  });

  test('with a fifth of the deletions failing, no message is handled twice', async () => {
    // Every fifth entry of all deletions fails, across requests.
    let entries = 0;
    const { port, logger, queue } = setUp((request) => {
      const failed = request.entries.flatMap((_, at) => ((entries + at) % 5 === 0 ? [at] : []));
      entries += request.entries.length;
      return request.operation === 'deleteBatch' ? { failed } : undefined;
    });
    for (let n = 0; n < 200; n += 1) queue.send(body(n));
    const process = jest.fn();
    const handler = consume({ port, logger, process });

    while ((await deliver(port, handler)) !== undefined) {
      expect(logger.summaries.at(-1)).toMatchObject({ undeleted: 0 });
    }

    expect(process).toHaveBeenCalledTimes(200);
    expect(queue.deleted).toHaveLength(200);
  });

  test('a request that fails as a whole is made again', async () => {
    const { port, logger, queue } = setUp(({ operation, number }) =>
      operation === 'deleteBatch' && number === 1 ? { error: new Error('socket hang up') } : undefined,
    );
    queue.send(body(1));

    await deliver(port, consume({ port, logger, process: () => undefined }));

    expect(port.count('deleteBatch')).toBe(2);
    expect(logger.summaries[0]).toMatchObject({ undeleted: 0, requests: { DeleteMessageBatch: 2 } });
  });

  test('an entry that is the sender’s fault is not tried again, is reported, and is left to Lambda', async () => {
    const { port, logger } = setUp(({ operation }) =>
      operation === 'deleteBatch'
        ? { failed: [0], failure: { code: 'ReceiptHandleIsInvalid', senderFault: true } }
        : undefined,
    );

    const handler = consume({ port, logger, process: () => undefined });
    const response = await invoke(handler, sqsEvent([1]), { clock: port.clock });

    expect(port.count('deleteBatch')).toBe(1);
    expect(logger.outcomes[0]).toMatchObject({ outcome: 'ack', problem: 'not deleted: ReceiptHandleIsInvalid' });
    expect(logger.summaries[0]).toMatchObject({ completed: 1, undeleted: 1 });
    expect(response.batchItemFailures).toEqual([]);
  });

  test('deletions that keep failing are given up before the function’s time is over', async () => {
    const { port, logger } = setUp(({ operation }) => (operation === 'deleteBatch' ? { failed: [0] } : undefined));
    const startedAt = port.clock.now();

    await invoke(consume({ port, logger, process: () => undefined }), sqsEvent([1]), {
      clock: port.clock,
      timeoutSeconds: 10,
    });

    expect(port.clock.now() - startedAt).toBeLessThan(10_000);
    expect(port.count('deleteBatch')).toBeGreaterThan(3);
    expect(logger.summaries[0]).toMatchObject({ completed: 1, undeleted: 1 });
  });

  test('two receives of one message in one batch are handled once and both deleted', async () => {
    const { port, logger } = setUp();
    const process = jest.fn();
    const event = {
      Records: ['first', 'second'].map((receiptHandle) => sqsRecord({ body: {}, messageId: 'same', receiptHandle })),
    };

    const response = await invoke(consume({ port, logger, process }), event, {
      clock: port.clock,
    });

    expect(process).toHaveBeenCalledTimes(1);
    expect(port.requests.flatMap(({ entries }) => entries)).toEqual(['first', 'second']);
    expect(response.batchItemFailures).toEqual([]);
    expect(logger.summaries[0]).toMatchObject({ records: 2, completed: 2, duplicates: 1 });
  });

  test('several receives of one message are deleted with one request', async () => {
    const { port, logger } = setUp();
    const handles = ['first', 'second', 'third'];
    const event = {
      Records: handles.map((receiptHandle) => sqsRecord({ body: {}, messageId: 'same', receiptHandle })),
    };

    await invoke(consume({ port, logger, process: () => undefined }), event, { clock: port.clock });

    expect(port.requests.map(({ entries }) => entries)).toEqual([['first'], ['second', 'third']]);
    expect(logger.summaries[0]).toMatchObject({ completed: 3, undeleted: 0 });
  });

  test('when one receive of a message fails, none of its copies is deleted', async () => {
    const { port, logger } = setUp();
    const event = {
      Records: ['first', 'second'].map((receiptHandle) => sqsRecord({ body: {}, messageId: 'same', receiptHandle })),
    };
    const handler = consume({
      port,
      logger,
      process: () => {
        throw new Error('not today');
      },
    });

    const response = await invoke(handler, event, { clock: port.clock });

    expect(port.count('deleteBatch')).toBe(0);
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'same' }]);
  });

  test('without deleteCompleted nothing is deleted here', async () => {
    const { port, logger } = setUp();

    const handler = consume({ port, logger, deleteCompleted: false, process: () => undefined });
    const response = await invoke(handler, sqsEvent([1, 2]), { clock: port.clock });

    expect(port.requests).toEqual([]);
    expect(response.batchItemFailures).toEqual([]);
  });

  test('a thousand messages need a hundred deletions and none has more than ten entries', async () => {
    const { port, logger } = setUp();

    await invoke(
      consume({ port, logger, process: () => undefined }),
      sqsEvent(Array.from({ length: 1_000 }, () => 1)),
      {
        clock: port.clock,
      },
    );

    expect(port.count('deleteBatch')).toBe(100);
    expect(Math.max(...port.requests.map(({ entries }) => entries.length))).toBe(10);
  });
});
