import { BATCH_ENTRIES, MAX_BATCH_BYTES } from '../../model/limits/sqs';
import { sentBytes } from '../engine/dead-letter-entry';
import type { SendEntry } from '../engine/port';

/** A message on its way, at its position in the call. */
export interface Outgoing {
  readonly index: number;
  readonly entry: SendEntry;
  readonly bytes: number;
}

export function outgoingOf(entries: readonly SendEntry[]): readonly Outgoing[] {
  return entries.map((entry, index) => ({ index, entry, bytes: sentBytes(entry) }));
}

export interface Order {
  readonly fifo: boolean;
  /** At most one message of a group in a request. */
  readonly strictOrder: boolean;
}

/**
 * What several workers send at a time. Each of them sends one request after the other; on a FIFO queue all messages
 * of a group belong to one worker.
 */
export function lanesOf(messages: readonly Outgoing[], order: Order, workers: number): readonly Lane[] {
  const count = Math.min(workers, Math.ceil(messages.length / BATCH_ENTRIES.max));
  if (!order.fifo) {
    const shared = new Lane(messages, false);
    return Array.from({ length: count }, () => shared);
  }
  const lanes = Array.from({ length: count }, (): Outgoing[] => []);
  for (const group of groupsOf(messages).sort((a, b) => b.length - a.length)) {
    lanes.reduce((least, lane) => (lane.length < least.length ? lane : least)).push(...group);
  }
  return lanes.map((lane) => new Lane(order.strictOrder ? byRankInGroup(lane) : byIndex(lane), order.strictOrder));
}

/** Messages in the order in which they are to be sent. */
export class Lane {
  private next = 0;

  constructor(
    private readonly messages: readonly Outgoing[],
    private readonly oncePerGroup: boolean,
  ) {}

  /** The next request: full by count, by bytes or by its groups. Empty when there is nothing left. */
  take(): readonly Outgoing[] {
    const request: Outgoing[] = [];
    const groups = new Set<string | undefined>();
    let bytes = 0;
    for (; request.length < BATCH_ENTRIES.max; this.next += 1) {
      const message = this.messages[this.next];
      if (message === undefined || bytes + message.bytes > MAX_BATCH_BYTES) {
        break;
      }
      if (this.oncePerGroup && groups.has(message.entry.groupId)) {
        break;
      }
      groups.add(message.entry.groupId);
      bytes += message.bytes;
      request.push(message);
    }
    return request;
  }
}

function groupsOf(messages: readonly Outgoing[]): Outgoing[][] {
  const groups = new Map<string | undefined, Outgoing[]>();
  for (const message of messages) {
    const group = groups.get(message.entry.groupId);
    if (group === undefined) {
      groups.set(message.entry.groupId, [message]);
    } else {
      group.push(message);
    }
  }
  return [...groups.values()];
}

function byIndex(messages: readonly Outgoing[]): readonly Outgoing[] {
  return [...messages].sort((a, b) => a.index - b.index);
}

/** The first of each group, then the second of each, and so on: requests with one of each group are fullest so. */
function byRankInGroup(messages: readonly Outgoing[]): readonly Outgoing[] {
  return groupsOf(byIndex(messages))
    .flatMap((group) => group.map((message, rank) => ({ message, rank })))
    .sort((a, b) => a.rank - b.rank)
    .map(({ message }) => message);
}
