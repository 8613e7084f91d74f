import type { DeliveryOrder } from './delivery-order';
import { FifoGroup, GroupRow } from './fifo-group';
import type { Message } from './message';

/**
 * Strict order within a group. One receive takes as many messages of a group as it may, then goes on with the
 * next group; a group from which it took something is locked until all of that is deleted or visible again.
 */
export class FifoOrder implements DeliveryOrder {
  private readonly groups = new Map<string, FifoGroup>();
  private readonly row = new GroupRow();
  /** The group that the current receive takes from, and where in it. */
  private serving: FifoGroup | undefined;
  private cursor: Message | undefined;

  added(message: Message): void {
    const id = message.groupId ?? '';
    let group = this.groups.get(id);
    if (group === undefined) {
      group = new FifoGroup(id);
      this.groups.set(id, group);
    }
    message.group = group;
    group.size += 1;
    group.messages.append(message);
    this.refresh(group);
  }

  shown(message: Message, was: 'delayed' | 'in-flight'): void {
    const group = message.group as FifoGroup;
    if (was === 'in-flight') group.inFlight -= 1;
    this.refresh(group);
  }

  taken(message: Message): void {
    if (this.cursor === message) this.cursor = message.next;
    (message.group as FifoGroup).inFlight += 1;
  }

  removed(message: Message, was: 'visible' | 'delayed' | 'in-flight'): void {
    const group = message.group as FifoGroup;
    if (this.cursor === message) this.cursor = message.next;
    if (was === 'in-flight') group.inFlight -= 1;
    group.size -= 1;
    group.messages.remove(message);
    message.group = undefined;
    this.refresh(group);
  }

  next(): Message | undefined {
    for (;;) {
      if (this.serving === undefined) {
        this.serving = this.row.head;
        if (this.serving === undefined) return undefined;
        this.cursor = this.serving.messages.head;
      }
      if (this.cursor?.state === 'visible') return this.cursor;
      this.done();
    }
  }

  done(): void {
    const group = this.serving;
    this.serving = undefined;
    this.cursor = undefined;
    if (group !== undefined) this.refresh(group);
  }

  /** The group being served keeps its place until the receive is over. */
  private refresh(group: FifoGroup): void {
    if (group === this.serving) return;
    if (group.deliverable !== group.ready) {
      if (group.ready) this.row.remove(group);
      else this.row.append(group);
    }
    if (group.size === 0) this.groups.delete(group.id);
  }
}
