import { deadLetterEntry, sentBytes } from '../../../consumer/engine/dead-letter-entry';
import type { MessageAttribute, QueueMessage } from '../../../consumer/engine/port';

const letter = { reason: 'broken', sourceArn: 'arn:aws:sqs:us-east-1:111122223333:work', fifo: false };

function message(overrides: Partial<QueueMessage> = {}): QueueMessage {
  return { messageId: 'id-1', receiptHandle: 'r', body: '{}', attributes: {}, messageAttributes: {}, ...overrides };
}

function attributes(count: number): Record<string, MessageAttribute> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`a${n}`, { dataType: 'String', stringValue: 'x' }]),
  );
}

test('of ten attributes none is lost: what the engine adds is left out', () => {
  expect(
    Object.keys(deadLetterEntry(message({ messageAttributes: attributes(10) }), letter).messageAttributes),
  ).toEqual(Object.keys(attributes(10)));
});

test('with nine attributes of its own a message still gets the reason', () => {
  const entry = deadLetterEntry(message({ messageAttributes: attributes(9) }), letter);

  expect(Object.keys(entry.messageAttributes)).toHaveLength(10);
  expect(entry.messageAttributes['Spillway.Reason']).toEqual({ dataType: 'String', stringValue: 'broken' });
});

test('a message of 1 MiB gets no attribute, because it would then be too long', () => {
  const body = 'x'.repeat(1_048_576);

  expect(deadLetterEntry(message({ body }), letter).messageAttributes).toEqual({});
});

test('a message just short of 1 MiB stays within it', () => {
  const entry = deadLetterEntry(message({ body: 'x'.repeat(1_048_576 - 60) }), letter);

  expect(Object.keys(entry.messageAttributes)).toEqual(['Spillway.Reason', 'Spillway.MessageId']);
  expect(sentBytes(entry)).toBeLessThanOrEqual(1_048_576);
});

test('on a FIFO queue the group is kept and the message id becomes the deduplication id', () => {
  const entry = deadLetterEntry(message({ attributes: { MessageGroupId: 'g' } }), { ...letter, fifo: true });

  expect(entry).toMatchObject({ groupId: 'g', deduplicationId: 'id-1' });
});

test('a reason is made sendable: no characters that SQS refuses, not empty, not endless', () => {
  const sentReason = (reason: string) =>
    deadLetterEntry(message(), { ...letter, reason }).messageAttributes['Spillway.Reason']?.stringValue;

  expect(sentReason('a\u0000b\uD800')).toBe('a\uFFFDb\uFFFD');
  expect(sentReason('')).toBe('no reason given');
  expect(sentReason('x'.repeat(5_000))).toHaveLength(1_000);
});
