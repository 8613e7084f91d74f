import type { Message } from './message';
import { StragglerHeap } from './message-heap';

/**
 * All messages by age: what retention removes first and what the oldest message's age is read from.
 * Messages come in by age and cost O(1). Only those that a standard queue dead-letters with their original
 * timestamp may come late: these go into a heap.
 */
export class AgeIndex {
  private head: Message | undefined;
  private tail: Message | undefined;
  private readonly stragglers = new StragglerHeap();

  add(message: Message): void {
    const { tail } = this;
    if (tail !== undefined && message.sentAt < tail.sentAt) {
      this.stragglers.push(message);
      return;
    }
    message.older = tail;
    message.newer = undefined;
    if (tail === undefined) this.head = message;
    else tail.newer = message;
    this.tail = message;
  }

  remove(message: Message): void {
    if (this.stragglers.has(message)) {
      this.stragglers.remove(message);
      return;
    }
    const { older, newer } = message;
    if (older === undefined) this.head = newer;
    else older.newer = newer;
    if (newer === undefined) this.tail = older;
    else newer.older = older;
    message.older = undefined;
    message.newer = undefined;
  }

  /** The youngest first; those that came late are at the end. */
  *all(): Iterable<Message> {
    for (let message = this.tail; message !== undefined; message = message.older) yield message;
    yield* this.stragglers.all();
  }

  oldest(): Message | undefined {
    const straggler = this.stragglers.peek();
    if (straggler === undefined || this.head === undefined) return straggler ?? this.head;
    return straggler.sentAt < this.head.sentAt ? straggler : this.head;
  }
}
