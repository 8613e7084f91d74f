import type { Message } from './message';

/** A binary min-heap whose messages know their position, so that any of them can be taken out in O(log n). */
abstract class MessageHeap {
  private readonly messages: Message[] = [];

  protected abstract before(a: Message, b: Message): boolean;
  protected abstract indexOf(message: Message): number;
  protected abstract place(message: Message, index: number): void;

  get size(): number {
    return this.messages.length;
  }

  peek(): Message | undefined {
    return this.messages[0];
  }

  /** In no particular order. */
  all(): readonly Message[] {
    return [...this.messages];
  }

  has(message: Message): boolean {
    return this.indexOf(message) >= 0;
  }

  push(message: Message): void {
    this.messages.push(message);
    this.rise(message, this.messages.length - 1);
  }

  remove(message: Message): void {
    const index = this.indexOf(message);
    if (index < 0) return;
    this.place(message, -1);
    const last = this.messages.pop() as Message;
    if (last === message) return;
    const parent = this.messages[(index - 1) >> 1];
    if (index > 0 && parent !== undefined && this.before(last, parent)) this.rise(last, index);
    else this.sink(last, index);
  }

  private rise(message: Message, from: number): void {
    const { messages } = this;
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = messages[parentIndex] as Message;
      if (!this.before(message, parent)) break;
      messages[index] = parent;
      this.place(parent, index);
      index = parentIndex;
    }
    messages[index] = message;
    this.place(message, index);
  }

  private sink(message: Message, from: number): void {
    const { messages } = this;
    const size = messages.length;
    let index = from;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= size) break;
      let child = messages[childIndex] as Message;
      const sibling = messages[childIndex + 1];
      if (sibling !== undefined && this.before(sibling, child)) {
        child = sibling;
        childIndex += 1;
      }
      if (!this.before(child, message)) break;
      messages[index] = child;
      this.place(child, index);
      index = childIndex;
    }
    messages[index] = message;
    this.place(message, index);
  }
}

/** Delayed and in-flight messages, by the time at which they become visible. */
export class DeadlineHeap extends MessageHeap {
  protected before(a: Message, b: Message): boolean {
    return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
  }

  protected indexOf(message: Message): number {
    return message.dueIndex;
  }

  protected place(message: Message, index: number): void {
    message.dueIndex = index;
  }
}

/** Messages that came in later than younger ones. */
export class StragglerHeap extends MessageHeap {
  protected before(a: Message, b: Message): boolean {
    return a.sentAt < b.sentAt || (a.sentAt === b.sentAt && a.order < b.order);
  }

  protected indexOf(message: Message): number {
    return message.stragglerIndex;
  }

  protected place(message: Message, index: number): void {
    message.stragglerIndex = index;
  }
}
