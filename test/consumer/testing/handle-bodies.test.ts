import { z } from 'zod';
import { ack, consume, PermanentError, retry } from '../../../consumer';
import { deliver, handleBodies, InMemoryPort, MemoryLogger, TEST_FIFO_QUEUE_ARN } from '../../../consumer/testing';

const order = z.object({ orderId: z.string() });
const orders = {
  schema: order,
  process: async ({ orderId }: z.infer<typeof order>) => {
    if (orderId === 'broken') throw new PermanentError('no such order');
    if (orderId === 'later') return retry({ after: 60, reason: 'the bank is closed' });
    return ack(orderId === 'again' ? 'duplicate' : undefined);
  },
};

describe('a handler under test', () => {
  test('is given bodies, and each has its outcome, in their order', async () => {
    const ids = ['later', 'broken', '1', 'again'].map((orderId) => ({ orderId }));

    const { messages, response, deadLetters, left } = await handleBodies(orders, [...ids, 'no JSON']);

    expect(messages).toEqual([
      { outcome: 'retry', reason: 'the bank is closed', visibleInSeconds: 60 },
      { outcome: 'deadLetter', reason: 'no such order' },
      { outcome: 'ack' },
      { outcome: 'ack', note: 'duplicate' },
      { outcome: 'deadLetter', reason: expect.stringMatching(/^The body is not JSON/) },
    ]);
    expect(response.batchItemFailures).toHaveLength(1);
    expect(left.map(({ body }) => body)).toEqual(['{"orderId":"later"}']);
    expect(deadLetters.map(({ body }) => body).sort()).toEqual(['no JSON', '{"orderId":"broken"}']);
  });

  test('of a FIFO queue stops the group of what failed', async () => {
    const { messages } = await handleBodies(orders, [{ orderId: 'later' }, { orderId: '1' }, { orderId: '2' }], {
      queueArn: TEST_FIFO_QUEUE_ARN,
      groupId: (index) => (index < 2 ? 'a' : 'b'),
    });

    expect(messages.map(({ outcome }) => outcome)).toEqual(['retry', 'release', 'ack']);
  });

  test('that sleeps for a minute takes none of the test’s time, and its timeout strikes', async () => {
    const port = new InMemoryPort();
    const logger = new MemoryLogger();
    const slow = consume({ port, logger, process: () => port.clock.sleep(60_000) });
    port.queue('https://sqs.us-east-1.amazonaws.com/111122223333/work').send({ body: '1', messageAttributes: {} });

    await deliver(port, slow, { timeoutSeconds: 20 });

    expect(logger.outcomes[0]).toMatchObject({ outcome: 'retry' });
  });
});
