import type { Message } from './message';

/** Messages in a row, linked through `previous` and `next`: everything in O(1). */
export class MessageList {
  head: Message | undefined;
  private tail: Message | undefined;

  append(message: Message): void {
    message.previous = this.tail;
    message.next = undefined;
    if (this.tail === undefined) this.head = message;
    else this.tail.next = message;
    this.tail = message;
  }

  remove(message: Message): void {
    const { previous, next } = message;
    if (previous === undefined) this.head = next;
    else previous.next = next;
    if (next === undefined) this.tail = previous;
    else next.previous = previous;
    message.previous = undefined;
    message.next = undefined;
  }
}
