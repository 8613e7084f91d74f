import type { Message } from './message';

/**
 * Which message a receive gets next: the difference between a standard and a FIFO queue.
 * The queue sets a message's new state before it tells.
 */
export interface DeliveryOrder {
  /** Entered the queue, visible or delayed. */
  added(message: Message): void;
  /** Became visible: after its delay or after a receive. */
  shown(message: Message, was: 'delayed' | 'in-flight'): void;
  /** Was received. */
  taken(message: Message): void;
  /** Leaves the queue. */
  removed(message: Message, was: 'visible' | 'delayed' | 'in-flight'): void;
  /** The next message that the current receive may have. The queue takes or removes it before it asks again. */
  next(): Message | undefined;
  /** The current receive is over. */
  done(): void;
}
