import { BATCH_ENTRIES, MAX_BATCH_BYTES } from '../../model/limits/sqs';
import { sentBytes } from '../engine/dead-letter-entry';
import type { SendEntry } from '../engine/port';
import type { DeadLetter } from './dead-letter';
import type { QueueIdentity } from './find-queue';

/** A dead letter on its way, with what is sent for it. */
export interface Departure {
  readonly letter: DeadLetter;
  readonly destination: QueueIdentity;
  readonly entry: SendEntry;
}

export interface BatchLimits {
  /** At most one message of a group: in one request a later one could arrive where an earlier one fails. */
  readonly ordered: boolean;
  /** Entries, 1 to 10. */
  readonly atMost: number;
}

/** The first of `waiting`, with those that can go in the same request: to the same queue, ten and 1 MiB at most. */
export function nextBatch(waiting: readonly Departure[], { ordered, atMost }: BatchLimits): readonly Departure[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const batch = [first];
  const groups = new Set([first.letter.groupId]);
  let bytes = sentBytes(first.entry);
  for (const departure of waiting.slice(1)) {
    if (batch.length >= Math.min(atMost, BATCH_ENTRIES.max)) break;
    const { letter, destination, entry } = departure;
    const behind = ordered && groups.has(letter.groupId);
    // Also when it does not fit here: what is behind it in its group must not go before it.
    groups.add(letter.groupId);
    const size = sentBytes(entry);
    if (behind || destination.url !== first.destination.url || bytes + size > MAX_BATCH_BYTES) continue;
    batch.push(departure);
    bytes += size;
  }
  return batch;
}
