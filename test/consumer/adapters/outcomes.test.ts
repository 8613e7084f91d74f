import { ack, consume, deadLetter, PermanentError, release, retry } from '../../../consumer';
import { QueueRequestError } from '../../../consumer/errors';
import {
  type FaultInjector,
  InMemoryPort,
  invoke,
  MemoryLogger,
  sqsEvent,
  sqsRecord,
  TEST_QUEUE_ARN,
} from '../../../consumer/testing';
import { queueUrl } from '../../../model/arn';

const DLQ = 'https://sqs.us-east-1.amazonaws.com/111122223333/work-dlq';

function setUp(fault?: FaultInjector) {
  const port = new InMemoryPort(undefined, fault);
  const queue = port.queue(queueUrl(TEST_QUEUE_ARN));
  return { port, logger: new MemoryLogger(), queue };
}

/** Sends messages and receives them, so that their receipt handles are real. */
function received({ queue }: ReturnType<typeof setUp>, ...bodies: readonly string[]) {
  for (const body of bodies) queue.send({ body, messageAttributes: {} });
  return {
    Records: queue.receive({ maxMessages: 10, waitSeconds: 0 }).map((m) => sqsRecord({ ...m, attributes: {} })),
  };
}

function throwing(error: unknown) {
  return () => {
    throw error;
  };
}

describe('failures', () => {
  test('a thrown error is a retry: reported, hidden for the backoff, logged with its reason', async () => {
    const world = setUp();
    const event = received(world, '{}');
    const { port, logger, queue } = world;
    const handler = consume({ port, logger, random: () => 1, process: throwing(new Error('the printer is on fire')) });

    const response = await invoke(handler, event, { clock: port.clock });

    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'work-message-1' }]);
    expect(queue.messages[0]?.visibleAt).toBe(port.clock.now() + 2_000);
    expect(logger.outcomes).toEqual([
      expect.objectContaining({
        messageId: 'work-message-1',
        receiveCount: 1,
        outcome: 'retry',
        reason: 'the printer is on fire',
        visibleInSeconds: 2,
      }),
    ]);
    expect(logger.summaries[0]).toMatchObject({
      records: 1,
      completed: 0,
      retried: 1,
      requests: { DeleteMessageBatch: 0, ChangeMessageVisibilityBatch: 1, SendMessageBatch: 0 },
    });
  });

  test('when all messages fail the function returns all of them, and does not throw', async () => {
    const { port, logger } = setUp();

    const response = await invoke(consume({ port, logger, process: throwing('no') }), sqsEvent([1, 2, 3]), {
      clock: port.clock,
    });

    expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      'message-1',
      'message-2',
      'message-3',
    ]);
  });

  test('twenty-five failures change their visibility in batches of ten', async () => {
    const { port, logger } = setUp();

    await invoke(consume({ port, logger, process: throwing('no') }), sqsEvent(Array.from({ length: 25 }, () => 1)), {
      clock: port.clock,
    });

    expect(port.requests.map(({ entries }) => entries.length)).toEqual([10, 10, 5]);
  });

  test('the handler’s own delay goes before the backoff, and a release is visible at once', async () => {
    const world = setUp();
    const event = received(world, '"later"', '"now"');
    const { port, logger } = world;
    const handler = consume<string>({
      port,
      logger,
      process: (payload) => (payload === 'later' ? retry({ after: 77, reason: 'come back' }) : release()),
    });

    await invoke(handler, event, { clock: port.clock });

    expect(logger.outcomes.map(({ outcome, visibleInSeconds }) => [outcome, visibleInSeconds])).toEqual([
      ['retry', 77],
      ['release', 0],
    ]);
  });

  test('with backoff off, no visibility timeout is touched', async () => {
    const { port, logger } = setUp();

    await invoke(consume({ port, logger, backoff: false, process: throwing('no') }), sqsEvent([1]), {
      clock: port.clock,
    });

    expect(port.requests).toEqual([]);
  });

  test('a visibility timeout that SQS refuses is in the log and changes nothing else', async () => {
    const { port, logger } = setUp(() => ({ failed: [0], failure: { code: 'AccessDenied', senderFault: true } }));

    const response = await invoke(consume({ port, logger, process: throwing('no') }), sqsEvent([1]), {
      clock: port.clock,
    });

    expect(response.batchItemFailures).toHaveLength(1);
    expect(logger.outcomes[0]).toMatchObject({ problem: 'visibility timeout not set: AccessDenied' });
  });

  test('what SQS refuses is in the log in its own words', async () => {
    const { port, logger } = setUp(() => ({
      error: new QueueRequestError('AccessDenied', 'You may not change it.', true),
    }));

    await invoke(consume({ port, logger, process: throwing('no') }), sqsEvent([1]), { clock: port.clock });

    expect(logger.outcomes[0]).toMatchObject({
      problem: 'visibility timeout not set: AccessDenied: You may not change it.',
    });
  });

  test('completed, failed and ignored messages of one batch each get their own outcome', async () => {
    const { port, logger } = setUp();
    const handler = consume<number>({
      port,
      logger,
      process: (n) => {
        if (n === 2) throw new Error('two');
        return n === 3 ? ack('duplicate') : undefined;
      },
    });

    const response = await invoke(handler, sqsEvent([1, 2, 3]), { clock: port.clock });

    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'message-2' }]);
    expect(logger.summaries[0]).toMatchObject({ completed: 2, retried: 1, duplicates: 1, notes: { duplicate: 1 } });
  });
});

describe('permanent failures', () => {
  test('are sent to the dead-letter queue first and deleted after', async () => {
    const world = setUp();
    const event = received(world, '{"n":1}');
    const { port, logger, queue } = world;
    const [record] = event.Records;
    const handler = consume({
      port,
      logger,
      deadLetterQueueUrl: DLQ,
      process: throwing(new PermanentError('there is no such customer')),
    });

    const response = await invoke(
      handler,
      {
        Records: record
          ? [{ ...record, messageAttributes: { colour: { dataType: 'String', stringValue: 'blue' } } }]
          : [],
      },
      { clock: port.clock },
    );

    expect(port.requests.map(({ operation }) => operation)).toEqual(['sendBatch', 'deleteBatch']);
    expect(queue.messages).toEqual([]);
    expect(response.batchItemFailures).toEqual([]);
    expect(port.queue(DLQ).messages).toEqual([
      expect.objectContaining({
        body: '{"n":1}',
        // A standard queue refuses one.
        deduplicationId: undefined,
        messageAttributes: {
          colour: expect.objectContaining({ stringValue: 'blue' }),
          'Spillway.Reason': { dataType: 'String', stringValue: 'there is no such customer' },
          'Spillway.MessageId': { dataType: 'String', stringValue: 'work-message-1' },
          'Spillway.SourceArn': { dataType: 'String', stringValue: TEST_QUEUE_ARN },
        },
      }),
    ]);
    expect(logger.summaries[0]).toMatchObject({ deadLettered: 1, retried: 0 });
  });

  test('stay in the queue when the dead-letter queue refuses them', async () => {
    const world = setUp(({ operation }) =>
      operation === 'sendBatch' ? { failed: [0], failure: { code: 'KmsAccessDenied', senderFault: true } } : undefined,
    );
    const event = received(world, '{}');
    const { port, logger, queue } = world;
    const handler = consume({ port, logger, deadLetterQueueUrl: DLQ, process: () => deadLetter('broken') });

    const response = await invoke(handler, event, { clock: port.clock });

    expect(response.batchItemFailures).toHaveLength(1);
    expect(queue.messages).toHaveLength(1);
    expect(port.count('deleteBatch')).toBe(0);
    expect(logger.outcomes[0]).toMatchObject({
      outcome: 'retry',
      reason: 'broken (permanent, but the dead-letter queue did not take it: KmsAccessDenied)',
    });
  });

  test('none of two receives of a message is deleted when the dead-letter queue refuses it', async () => {
    const { port, logger } = setUp(({ operation }) =>
      operation === 'sendBatch' ? { error: new Error('no') } : undefined,
    );
    const event = {
      Records: ['first', 'second'].map((receiptHandle) => sqsRecord({ body: {}, messageId: 'same', receiptHandle })),
    };
    const handler = consume({ port, logger, deadLetterQueueUrl: DLQ, process: () => deadLetter('broken') });

    const response = await invoke(handler, event, { clock: port.clock, timeoutSeconds: 5 });

    expect(port.count('deleteBatch')).toBe(0);
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'same' }]);
  });

  test('are retried, never acknowledged, when no dead-letter queue is known', async () => {
    const world = setUp();
    const event = received(world, 'this is not JSON');
    const { port, logger, queue } = world;

    const response = await invoke(consume({ port, logger, process: () => undefined }), event, { clock: port.clock });

    expect(response.batchItemFailures).toHaveLength(1);
    expect(queue.messages).toHaveLength(1);
    expect(logger.outcomes[0]).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/^The body is not JSON: .*no dead-letter queue is known to the consumer\)$/),
    });
  });

  test('are told by a flag as well as by the class: a bundle may hold the class twice', async () => {
    const { port, logger } = setUp();
    const error = Object.assign(new Error('never'), { permanent: true });

    await invoke(consume({ port, logger, deadLetterQueueUrl: DLQ, process: throwing(error) }), sqsEvent([1]), {
      clock: port.clock,
    });

    expect(port.queue(DLQ).messages).toHaveLength(1);
  });

  test('go where the environment says', async () => {
    const { port, logger } = setUp();
    process.env['SPILLWAY_DEAD_LETTER_QUEUE_URL'] = `${DLQ}-2`;
    try {
      await invoke(consume({ port, logger, process: () => deadLetter('broken') }), sqsEvent([1]), {
        clock: port.clock,
      });
    } finally {
      delete process.env['SPILLWAY_DEAD_LETTER_QUEUE_URL'];
    }

    expect(port.queue(`${DLQ}-2`).messages).toHaveLength(1);
  });
});
