import { INVALID_BODY_CHARACTERS, MAX_MESSAGE_ATTRIBUTES, MAXIMUM_MESSAGE_SIZE } from '../../model/limits/sqs';
import type { MessageAttribute, QueueMessage, SendEntry } from './port';

/** Message attributes by which a dead letter says where it comes from and why. */
export const DEAD_LETTER_ATTRIBUTES = {
  reason: 'Spillway.Reason',
  messageId: 'Spillway.MessageId',
  sourceArn: 'Spillway.SourceArn',
} as const;

/** A reason longer than this is cut: it is a hint, the whole text stands in the consumer's log. */
const MAX_REASON_CHARACTERS = 1_000;

/**
 * The copy of a message for the dead-letter queue. It keeps the body, attributes and group. What the engine adds is
 * left out where the message would then have more than ten attributes or more than 1 MiB.
 */
export function deadLetterEntry(message: QueueMessage, letter: DeadLetterInput): SendEntry {
  const additions: ReadonlyArray<readonly [string, string]> = [
    [DEAD_LETTER_ATTRIBUTES.reason, sendable(letter.reason)],
    [DEAD_LETTER_ATTRIBUTES.messageId, message.messageId],
    [DEAD_LETTER_ATTRIBUTES.sourceArn, letter.sourceArn],
  ];
  const attributes: Record<string, MessageAttribute> = { ...message.messageAttributes };
  for (const [name, stringValue] of additions) {
    const extended = { ...attributes, [name]: { dataType: 'String', stringValue } };
    if (
      Object.keys(extended).length <= MAX_MESSAGE_ATTRIBUTES &&
      sentBytes({ body: message.body, messageAttributes: extended }) <= MAXIMUM_MESSAGE_SIZE.max
    ) {
      attributes[name] = { dataType: 'String', stringValue };
    }
  }
  return {
    body: message.body,
    messageAttributes: attributes,
    groupId: message.attributes['MessageGroupId'],
    // As when SQS moves a message itself: the id of the original is what makes a FIFO dead letter unique.
    deduplicationId: letter.fifo ? message.messageId : undefined,
    traceHeader: message.attributes['AWSTraceHeader'],
  };
}

export interface DeadLetterInput {
  readonly reason: string;
  readonly sourceArn: string;
  /** Whether the dead-letter queue is a FIFO queue. */
  readonly fifo: boolean;
}

/** What SQS counts of a message: the body, and the name, type and value of each attribute. */
export function sentBytes(entry: Pick<SendEntry, 'body' | 'messageAttributes'>): number {
  let bytes = Buffer.byteLength(entry.body);
  for (const [name, attribute] of Object.entries(entry.messageAttributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.dataType);
    bytes += Buffer.byteLength(attribute.stringValue ?? '') + (attribute.binaryValue?.byteLength ?? 0);
  }
  return bytes;
}

/** An attribute's value may hold the characters that a body may, and may not be empty. */
function sendable(reason: string): string {
  const text = Array.from(reason.slice(0, MAX_REASON_CHARACTERS), (character) =>
    INVALID_BODY_CHARACTERS.test(character) ? '\uFFFD' : character,
  ).join('');
  return text === '' ? 'no reason given' : text;
}
