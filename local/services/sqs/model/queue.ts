import {
  DEDUPLICATION_INTERVAL_SECONDS,
  MAX_IN_FLIGHT,
  MAX_TIME_IN_FLIGHT_SECONDS,
  RECEIVE_ATTEMPT_INTERVAL_SECONDS,
} from '../../../../model/limits/sqs';
import { AgeIndex } from './age-index';
import { deadLetterTarget } from './dead-letter';
import { Deduplication } from './deduplication';
import type { DeliveryOrder } from './delivery-order';
import { FifoOrder } from './fifo-order';
import { Message, type MessageContent } from './message';
import { DeadlineHeap } from './message-heap';
import type {
  DeleteOutcome,
  QueueDepth,
  QueueSurroundings,
  ReceiveOptions,
  Sent,
  VisibilityOutcome,
} from './queue-operations';
import type { QueueIdentity, QueueSettings } from './queue-settings';
import { ReceiveAttempts } from './receive-attempts';
import { StandardOrder } from './standard-order';

/**
 * One queue as a state machine: no I/O, no clock. Every operation first lets everything happen that was due
 * until `now`, so that whoever looks sees the truth of that moment. Nothing is linear in the backlog.
 */
export class Queue {
  private order: DeliveryOrder;
  private due = new DeadlineHeap();
  private ages = new AgeIndex();
  /** Messages that somebody may hold a handle of, by serial. */
  private readonly received = new Map<number, Message>();
  private readonly deduplication = new Deduplication(DEDUPLICATION_INTERVAL_SECONDS * 1000);
  private attempts = emptyAttempts();
  private readonly inFlightLimit: number;
  private readonly totals = { sent: 0, received: 0, deleted: 0 };
  private entered = 0;
  private visible = 0;
  private inFlight = 0;
  private delayed = 0;

  constructor(
    readonly identity: QueueIdentity,
    private current: QueueSettings,
    private readonly around: QueueSurroundings,
  ) {
    this.order = this.emptyOrder();
    this.inFlightLimit = identity.fifo ? MAX_IN_FLIGHT.fifo : MAX_IN_FLIGHT.standard;
  }

  /** Since the queue was created. */
  get counts(): Readonly<Record<'sent' | 'received' | 'deleted', number>> {
    return this.totals;
  }

  get settings(): QueueSettings {
    return this.current;
  }

  configure(settings: QueueSettings, now: number): void {
    this.advance(now);
    this.current = settings;
    this.advance(now);
  }

  /** @param delay seconds; on a FIFO queue always the queue's own */
  send(content: MessageContent, delay: number, now: number): Sent {
    this.advance(now);
    const message = new Message(this.around.ids.nextSerial(), content, now);
    this.enter(message, now + delay * 1000, now);
    this.totals.sent += 1;
    this.around.observer.happened('sent', this, message);
    return message;
  }

  /** Like {@link send}, once per `key` within the deduplication interval: a duplicate gets the first one's answer. */
  sendOnce(key: string, content: MessageContent, now: number): Sent {
    this.advance(now);
    const earlier = this.deduplication.find(key);
    if (earlier !== undefined) {
      this.around.observer.happened('deduplicated', this, new Message(earlier.serial, content, now));
      return earlier;
    }
    const sent = this.send(content, this.current.delay, now);
    this.deduplication.add(key, sent.serial, sent.order, now);
    return sent;
  }

  /** Takes over a message of another queue with its id, content and receive count (a dead-letter move). */
  accept(message: Message, now: number): void {
    this.advance(now);
    this.enter(message, now, now);
  }

  /** Undefined when too many messages are in flight already. */
  receive(options: ReceiveOptions, now: number): readonly Message[] | undefined {
    this.advance(now);
    const dueAt = now + options.visibilityTimeout * 1000;
    const repeated = options.attemptId === undefined ? undefined : this.attempts.repeat(options.attemptId);
    if (options.attemptId !== undefined && repeated !== undefined) {
      for (const message of repeated) this.hideUntil(message, dueAt, now);
      this.attempts.extend(options.attemptId, dueAt);
      return repeated;
    }
    if (this.inFlight >= this.inFlightLimit) return undefined;
    const messages: Message[] = [];
    while (messages.length < options.max && this.inFlight < this.inFlightLimit) {
      const message = this.order.next();
      if (message === undefined) break;
      if (!this.deadLetter(message, now)) messages.push(this.take(message, dueAt, now));
    }
    this.order.done();
    // A visibility timeout of 0 leaves the messages visible: the receive counts, nothing else.
    if (options.visibilityTimeout === 0) for (const message of messages) this.show(message);
    if (options.attemptId !== undefined && messages.length > 0) {
      this.attempts.remember(options.attemptId, messages, dueAt, now);
    }
    return messages;
  }

  delete(serial: number, receive: number, now: number): DeleteOutcome {
    this.advance(now);
    const message = this.received.get(serial);
    if (message === undefined) return 'gone';
    const stale = message.receiveCount !== receive;
    if (this.identity.fifo && (stale || message.state !== 'in-flight')) return 'expired';
    if (stale) return 'stale';
    this.leave(message);
    this.totals.deleted += 1;
    this.around.observer.happened('deleted', this, message);
    return 'deleted';
  }

  /** @param timeout seconds from now */
  changeVisibility(serial: number, receive: number, timeout: number, now: number): VisibilityOutcome {
    this.advance(now);
    const message = this.received.get(serial);
    if (message === undefined) return 'unavailable';
    if (message.receiveCount !== receive) return this.identity.fifo ? 'expired' : 'unavailable';
    if (message.state !== 'in-flight') return this.identity.fifo ? 'expired' : 'visible';
    const total = now - message.lastReceivedAt + timeout * 1000;
    if (total > MAX_TIME_IN_FLIGHT_SECONDS * 1000) return 'beyond-limit';
    this.around.observer.happened('visibility-changed', this, message);
    if (timeout === 0) this.show(message);
    else this.hideUntil(message, now + timeout * 1000, now);
    return 'changed';
  }

  /** The next visible message, which stays. */
  peek(now: number): Message | undefined {
    this.advance(now);
    const message = this.order.next();
    this.order.done();
    return message;
  }

  /** Takes the next visible message out of the queue, without a receive (a move task). */
  withdraw(now: number): Message | undefined {
    this.advance(now);
    const message = this.order.next();
    if (message !== undefined) this.leave(message);
    this.order.done();
    return message;
  }

  /** Removes everything, in flight and delayed messages included; returns how many. */
  purge(now: number): number {
    this.advance(now);
    const count = this.visible + this.inFlight + this.delayed;
    this.order = this.emptyOrder();
    this.due = new DeadlineHeap();
    this.ages = new AgeIndex();
    this.received.clear();
    this.attempts = emptyAttempts();
    this.visible = this.inFlight = this.delayed = 0;
    return count;
  }

  depth(now: number): QueueDepth {
    this.advance(now);
    const oldest = this.ages.oldest();
    return {
      visible: this.visible,
      inFlight: this.inFlight,
      delayed: this.delayed,
      oldestAgeSeconds: oldest === undefined ? 0 : Math.floor((now - oldest.sentAt) / 1000),
    };
  }

  /** When the next delayed or in-flight message becomes visible; infinity when there is none. */
  nextDue(): number {
    return this.due.peek()?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  /** When retention or the deduplication window removes something next; infinity when there is nothing. */
  nextExpiry(): number {
    const oldest = this.ages.oldest();
    const retention = oldest === undefined ? Number.POSITIVE_INFINITY : oldest.sentAt + this.retention;
    return Math.min(retention, this.deduplication.nextExpiry());
  }

  /** Lets everything happen that was due until `now`. */
  advance(now: number): void {
    for (let message = this.due.peek(); message !== undefined && message.dueAt <= now; message = this.due.peek()) {
      this.show(message);
    }
    const newestExpired = now - this.retention;
    for (
      let message = this.ages.oldest();
      message !== undefined && message.sentAt <= newestExpired;
      message = this.ages.oldest()
    ) {
      this.leave(message);
      this.around.observer.happened('expired', this, message);
    }
    if (this.identity.fifo) {
      this.deduplication.advance(now);
      this.attempts.advance(now);
    }
  }

  private get retention(): number {
    return this.current.messageRetentionPeriod * 1000;
  }

  private emptyOrder(): DeliveryOrder {
    return this.identity.fifo ? new FifoOrder() : new StandardOrder();
  }

  private enter(message: Message, visibleAt: number, now: number): void {
    this.entered += 1;
    message.order = this.entered;
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

  private take(message: Message, dueAt: number, now: number): Message {
    message.state = 'in-flight';
    message.receiveCount += 1;
    message.lastReceivedAt = now;
    if (message.receiveCount === 1) message.firstReceivedAt = now;
    this.received.set(message.serial, message);
    this.visible -= 1;
    this.inFlight += 1;
    this.order.taken(message);
    message.dueAt = dueAt;
    this.due.push(message);
    this.totals.received += 1;
    this.around.observer.happened('received', this, message);
    return message;
  }

  private hideUntil(message: Message, dueAt: number, now: number): void {
    this.due.remove(message);
    message.dueAt = dueAt;
    if (dueAt > now) this.due.push(message);
    else this.show(message);
  }

  private show(message: Message): void {
    const was = message.state === 'delayed' ? 'delayed' : 'in-flight';
    this.due.remove(message);
    if (was === 'delayed') this.delayed -= 1;
    else this.inFlight -= 1;
    message.state = 'visible';
    this.visible += 1;
    this.order.shown(message, was);
    if (was === 'in-flight') this.around.observer.happened('visible-again', this, message);
  }

  private leave(message: Message): void {
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

  /** Moves a message that was received often enough. Without its dead-letter queue it stays and is received again. */
  private deadLetter(message: Message, now: number): boolean {
    const target = deadLetterTarget(this, message, this.around.find);
    if (target === undefined) return false;
    this.leave(message);
    message.deadLetterSource = this.identity.arn;
    message.receivedElsewhere = message.receiveCount;
    if (target.identity.fifo) {
      // A FIFO dead-letter queue counts retention from the move; a standard one keeps the original timestamp.
      message.sentAt = now;
      message.deduplicationId = this.around.ids.messageId(message.serial);
    }
    target.accept(message, now);
    this.around.observer.deadLettered(this, target, message);
    return true;
  }
}

function emptyAttempts(): ReceiveAttempts {
  return new ReceiveAttempts(RECEIVE_ATTEMPT_INTERVAL_SECONDS * 1000);
}
