import { AgeIndex } from './age-index';
import type { DeliveryOrder } from './delivery-order';
import type { Message } from './message';
import { DeadlineHeap } from './message-heap';

/** The messages of a queue and the state that each is in. Every step is O(log n) at most. */
export class QueuedMessages {
  visible = 0;
  inFlight = 0;
  delayed = 0;
  private readonly due = new DeadlineHeap();
  private readonly ages = new AgeIndex();
  /** Messages that somebody may hold a handle of, by serial. */
  private readonly received = new Map<number, Message>();

  constructor(private readonly order: DeliveryOrder) {}

  get size(): number {
    return this.visible + this.inFlight + this.delayed;
  }

  add(message: Message, visibleAt: number, now: number): void {
    if (visibleAt > now) {
      message.state = 'delayed';
      message.dueAt = visibleAt;
      this.delayed += 1;
      this.due.push(message);
    } else {
      message.state = 'visible';
      this.visible += 1;
    }
    this.ages.add(message);
    this.order.added(message);
  }

  /** What the current receive may have next; see {@link DeliveryOrder}. */
  next(): Message | undefined {
    return this.order.next();
  }

  done(): void {
    this.order.done();
  }

  take(message: Message, dueAt: number): void {
    message.state = 'in-flight';
    this.visible -= 1;
    this.inFlight += 1;
    this.received.set(message.serial, message);
    this.order.taken(message);
    message.dueAt = dueAt;
    this.due.push(message);
  }

  /** Moves the deadline of a delayed or in-flight message. */
  hideUntil(message: Message, dueAt: number): void {
    this.due.remove(message);
    message.dueAt = dueAt;
    this.due.push(message);
  }

  /** Gives the delayed messages another delay, in milliseconds from when they were sent. */
  delayAnew(delay: number): void {
    for (const message of this.due.all()) {
      if (message.state === 'delayed') this.hideUntil(message, message.sentAt + delay);
    }
  }

  /** A delayed or in-flight message becomes visible. */
  show(message: Message): void {
    const was = message.state === 'delayed' ? 'delayed' : 'in-flight';
    this.due.remove(message);
    if (was === 'delayed') this.delayed -= 1;
    else this.inFlight -= 1;
    message.state = 'visible';
    this.visible += 1;
    this.order.shown(message, was);
  }

  remove(message: Message): void {
    const was = message.state;
    if (was === 'gone') return;
    if (was === 'visible') this.visible -= 1;
    else if (was === 'in-flight') this.inFlight -= 1;
    else this.delayed -= 1;
    message.state = 'gone';
    this.due.remove(message);
    this.ages.remove(message);
    this.order.removed(message, was);
    this.received.delete(message.serial);
  }

  /** A message that was received from this queue and is still in it. */
  find(serial: number): Message | undefined {
    return this.received.get(serial);
  }

  oldest(): Message | undefined {
    return this.ages.oldest();
  }

  /** The youngest first. */
  all(): Iterable<Message> {
    return this.ages.all();
  }

  /** The delayed or in-flight message that becomes visible next. */
  firstDue(): Message | undefined {
    return this.due.peek();
  }
}
