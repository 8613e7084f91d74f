import { consume, PermanentError } from '../../../consumer';
import { deliver, InMemoryPort, invoke, MemoryLogger, sqsRecord, TEST_FIFO_QUEUE_ARN } from '../../../consumer/testing';
import { queueUrl } from '../../../model/arn';

const DLQ = 'https://sqs.us-east-1.amazonaws.com/111122223333/work-dlq.fifo';

/** `a1` is the first message of group `a`. */
function fifoEvent(...names: readonly string[]) {
  return {
    Records: names.map((name) =>
      sqsRecord({ body: { name }, messageId: name, groupId: name.slice(0, 1), queueArn: TEST_FIFO_QUEUE_ARN }),
    ),
  };
}

function setUp() {
  const port = new InMemoryPort();
  return { port, logger: new MemoryLogger(), began: [] as string[] };
}

describe('a FIFO queue', () => {
  test('messages of one group are handled one after the other, in order', async () => {
    const { port, logger, began } = setUp();
    let running = 0;
    const handler = consume<{ name: string }>({
      port,
      logger,
      process: async ({ name }) => {
        running += 1;
        expect(running).toBe(1);
        began.push(name);
        await port.clock.sleep(100 / began.length);
        running -= 1;
      },
    });

    await invoke(handler, fifoEvent('a1', 'a2', 'a3'), { clock: port.clock });

    expect(began).toEqual(['a1', 'a2', 'a3']);
  });

  test('groups are handled in parallel', async () => {
    const { port, logger } = setUp();
    const startedAt = port.clock.now();
    const handler = consume({ port, logger, process: () => port.clock.sleep(1_000) });

    await invoke(handler, fifoEvent('a1', 'b1', 'c1', 'a2'), { clock: port.clock });

    expect(port.clock.now() - startedAt).toBeLessThan(2_200);
  });

  test('a failure stops its group and nothing else: the rest of the group is failed without being begun', async () => {
    const { port, logger, began } = setUp();
    const handler = consume<{ name: string }>({
      port,
      logger,
      process: ({ name }) => {
        began.push(name);
        if (name === 'a2') throw new Error('no');
      },
    });

    const response = await invoke(handler, fifoEvent('a1', 'b1', 'a2', 'a3', 'b2', 'a4'), { clock: port.clock });

    expect(began.sort()).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['a2', 'a3', 'a4']);
    expect(logger.outcomes.find(({ messageId }) => messageId === 'a3')).toMatchObject({
      outcome: 'release',
      reason: 'message a2 before it in its group failed',
    });
  });

  test('a message that left for the dead-letter queue does not hold up its group', async () => {
    const { port, logger, began } = setUp();
    const handler = consume<{ name: string }>({
      port,
      logger,
      deadLetterQueueUrl: DLQ,
      process: ({ name }) => {
        began.push(name);
        if (name === 'a1') throw new PermanentError('never');
      },
    });

    const response = await invoke(handler, fifoEvent('a1', 'a2'), { clock: port.clock });

    expect(began).toEqual(['a1', 'a2']);
    expect(response.batchItemFailures).toEqual([]);
    expect(port.queue(DLQ).messages).toEqual([expect.objectContaining({ groupId: 'a', deduplicationId: 'a1' })]);
  });

  test('a permanent failure without a dead-letter queue stops its group', async () => {
    const { port, logger, began } = setUp();
    const handler = consume<{ name: string }>({
      port,
      logger,
      process: ({ name }) => {
        began.push(name);
        throw new PermanentError('never');
      },
    });

    const response = await invoke(handler, fifoEvent('a1', 'a2'), { clock: port.clock });

    expect(began).toEqual(['a1']);
    expect(response.batchItemFailures).toHaveLength(2);
  });

  test('with failures in between, each group is completed in the order in which it was sent', async () => {
    const { port, logger } = setUp();
    const queue = port.queue(queueUrl(TEST_FIFO_QUEUE_ARN));
    const sent = Array.from({ length: 30 }, (_, n) => `${'abc'[n % 3]}${n}`);
    for (const name of sent) {
      queue.send({ body: JSON.stringify({ name }), messageAttributes: {}, groupId: name.slice(0, 1) });
    }
    const completed: string[] = [];
    let calls = 0;
    const handler = consume<{ name: string }>({
      port,
      logger,
      process: ({ name }) => {
        calls += 1;
        if (calls % 4 === 0) throw new Error('every fourth call fails');
        completed.push(name);
      },
    });

    while (queue.messages.length > 0) {
      await deliver(port, handler, { queueArn: TEST_FIFO_QUEUE_ARN });
      await port.clock.sleep(1_000);
    }

    for (const group of 'abc') {
      const ofGroup = (names: readonly string[]) => names.filter((name) => name.startsWith(group));
      expect(ofGroup(completed)).toEqual(ofGroup(sent));
    }
  });
});
