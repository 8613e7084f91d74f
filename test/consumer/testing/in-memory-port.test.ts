import { InMemoryPort, TEST_FIFO_QUEUE_ARN, VirtualClock } from '../../../consumer/testing';
import { queueUrl } from '../../../model';

const FIFO = queueUrl(TEST_FIFO_QUEUE_ARN);
const entry = { id: '0', body: 'x', messageAttributes: {}, groupId: 'g', deduplicationId: 'd' };

describe('the in-memory port', () => {
  test('takes a message of a FIFO queue once in five minutes, and answers with the first one’s id', async () => {
    const clock = new VirtualClock();
    const port = new InMemoryPort(clock);

    const first = await port.sendBatch(FIFO, [entry]);
    await clock.sleep(299_999);
    const again = await port.sendBatch(FIFO, [entry]);
    expect(port.queue(FIFO).messages).toHaveLength(1);
    await clock.sleep(1);
    const later = await port.sendBatch(FIFO, [entry]);

    expect(again.receipts?.get('0')?.messageId).toBe(first.receipts?.get('0')?.messageId);
    expect(later.receipts?.get('0')?.messageId).not.toBe(first.receipts?.get('0')?.messageId);
    expect(port.queue(FIFO).messages).toHaveLength(2);
  });

  test('hides a message for its delay', async () => {
    const port = new InMemoryPort();
    const url = 'https://sqs.us-east-1.amazonaws.com/111122223333/work';
    await port.sendBatch(url, [{ id: '0', body: 'x', messageAttributes: {}, delaySeconds: 10 }]);

    const early = await port.receive(url, { maxMessages: 1, waitSeconds: 0 });
    const later = await port.receive(url, { maxMessages: 1, waitSeconds: 20 });

    expect([early.length, later.length]).toEqual([0, 1]);
  });

  test.each([
    ['EmptyBatchRequest', []],
    ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, id) => ({ ...entry, id: String(id) }))],
    ['BatchEntryIdsNotDistinct', [entry, entry]],
    ['BatchRequestTooLong', [{ ...entry, body: 'x'.repeat(1_048_577) }]],
  ])('refuses what SQS refuses: %s', async (awsCode, entries) => {
    await expect(new InMemoryPort().sendBatch(FIFO, entries)).rejects.toMatchObject({ awsCode, senderFault: true });
  });
});
