import { DEAD_LETTER_ATTRIBUTES } from '../engine/dead-letter-entry';
import type { QueueMessage } from '../engine/port';

export interface DeadLetter {
  readonly messageId: string;
  /** The id under which the consumer logged it: the same, unless the engine sent it here. */
  readonly originalId: string;
  /** All receives, this look included. */
  readonly receiveCount: number;
  /** When it was sent, milliseconds since 1970. */
  readonly sentAt: number;
  readonly groupId?: string;
  readonly reason?: string;
  readonly reasonFrom?: 'attributes' | 'log';
  /** The queue that it came from, when SQS or the engine say so. */
  readonly sourceArn?: string;
  readonly message: QueueMessage;
}

/** Finds the reasons of messages by the ids under which they were logged. */
export type ReasonSource = (
  letters: readonly Pick<DeadLetter, 'originalId' | 'sentAt'>[],
) => Promise<ReadonlyMap<string, string>>;

export function toDeadLetter(message: QueueMessage): DeadLetter {
  const { attributes, messageAttributes } = message;
  const movedFrom = attributes['DeadLetterQueueSourceArn'];
  const written = (name: string) => messageAttributes[name]?.stringValue;
  // SQS moved it here itself: what the engine wrote is about an earlier time, before a redrive.
  const stale = movedFrom !== undefined;
  const reason = stale ? undefined : written(DEAD_LETTER_ATTRIBUTES.reason);
  return {
    messageId: message.messageId,
    originalId: (stale ? undefined : written(DEAD_LETTER_ATTRIBUTES.messageId)) ?? message.messageId,
    receiveCount: Number(attributes['ApproximateReceiveCount'] ?? 0),
    sentAt: Number(attributes['SentTimestamp'] ?? 0),
    groupId: attributes['MessageGroupId'],
    reason,
    reasonFrom: reason === undefined ? undefined : 'attributes',
    sourceArn: movedFrom ?? written(DEAD_LETTER_ATTRIBUTES.sourceArn),
    message,
  };
}

/** Asks the log for what the attributes do not say. */
export async function withReasons(
  letters: readonly DeadLetter[],
  source: ReasonSource | undefined,
): Promise<readonly DeadLetter[]> {
  const unexplained = letters.filter(({ reason }) => reason === undefined);
  if (source === undefined || unexplained.length === 0) return letters;
  const reasons = await source(unexplained);
  return letters.map((letter) => {
    const reason = letter.reason === undefined ? reasons.get(letter.originalId) : undefined;
    return reason === undefined ? letter : { ...letter, reason, reasonFrom: 'log' };
  });
}
