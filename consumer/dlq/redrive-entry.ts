import { DEAD_LETTER_ATTRIBUTES } from '../engine/dead-letter-entry';
import type { SendEntry } from '../engine/port';
import type { DeadLetter } from './dead-letter';

const ENGINES_OWN: ReadonlySet<string> = new Set(Object.values(DEAD_LETTER_ATTRIBUTES));

/**
 * The message as it goes back: body, attributes, group and deduplication id kept, without what the engine has added.
 * A FIFO queue takes nothing without a group: a message of a standard queue becomes a group of its own.
 */
export function redriveEntry({ message, groupId }: DeadLetter, destination: { readonly fifo: boolean }): SendEntry {
  const kept = Object.entries(message.messageAttributes).filter(([name]) => !ENGINES_OWN.has(name));
  return {
    body: message.body,
    messageAttributes: Object.fromEntries(kept),
    groupId: groupId ?? (destination.fifo ? message.messageId : undefined),
    // Sent a second time, after a kill between sending and deleting, SQS drops it within five minutes.
    deduplicationId: destination.fifo ? (message.attributes['MessageDeduplicationId'] ?? message.messageId) : undefined,
    traceHeader: message.attributes['AWSTraceHeader'],
  };
}
