import { MessageList } from './message-list';

/** A message group: its messages in the order of their arrival, those in flight or delayed included. */
export class FifoGroup {
  readonly messages = new MessageList();
  size = 0;
  /** While one of its messages is in flight, the group delivers nothing. */
  inFlight = 0;
  /** Whether the group waits in the row of those that can be received from. */
  ready = false;
  previous: FifoGroup | undefined;
  next: FifoGroup | undefined;

  constructor(readonly id: string) {}

  get deliverable(): boolean {
    return this.inFlight === 0 && this.messages.head?.state === 'visible';
  }
}

/** The groups that can be received from, in the order in which they became so: no group starves. */
export class GroupRow {
  head: FifoGroup | undefined;
  private tail: FifoGroup | undefined;

  append(group: FifoGroup): void {
    group.ready = true;
    group.previous = this.tail;
    group.next = undefined;
    if (this.tail === undefined) this.head = group;
    else this.tail.next = group;
    this.tail = group;
  }

  remove(group: FifoGroup): void {
    if (group.previous === undefined) this.head = group.next;
    else group.previous.next = group.next;
    if (group.next === undefined) this.tail = group.previous;
    else group.next.previous = group.previous;
    group.ready = false;
    group.previous = undefined;
    group.next = undefined;
  }
}
