import {
  DEDUPLICATION_INTERVAL_SECONDS,
  MAX_IN_FLIGHT,
  MAX_TIME_IN_FLIGHT_SECONDS,
  RECEIVE_ATTEMPT_INTERVAL_SECONDS,
} from '../../../../model/limits/sqs';
import { deadLetterTarget } from './dead-letter';
import { Deduplication } from './deduplication';
import { FifoOrder } from './fifo-order';
import { Message, type MessageContent } from './message';
import type {
  DeleteOutcome,
  QueueDepth,
  QueueSurroundings,
  ReceiveOptions,
  Sent,
  VisibilityOutcome,
} from './queue-operations';
import type { QueueIdentity, QueueSettings } from './queue-settings';
import { QueuedMessages } from './queued-messages';
import { ReceiveAttempts } from './receive-attempts';
import { StandardOrder } from './standard-order';

/**
 * One queue as a state machine: no I/O, no clock. Every operation first lets everything happen that was due
 * until `now`, so that whoever looks sees the truth of that moment. Nothing is linear in the backlog.
 */
export class Queue {
  private messages: QueuedMessages;
  private readonly deduplication = new Deduplication(DEDUPLICATION_INTERVAL_SECONDS * 1000);
  private attempts = emptyAttempts();
  private readonly inFlightLimit: number;
  private readonly totals = { sent: 0, received: 0, deleted: 0 };
  private entered = 0;

  constructor(
    readonly identity: QueueIdentity,
    private current: QueueSettings,
    private readonly around: QueueSurroundings,
  ) {
    this.messages = this.none();
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
    const { delay } = this.current;
    this.current = settings;
    // A changed delay holds for the messages of a FIFO queue that still wait, on a standard queue for new ones only.
    if (this.identity.fifo && settings.delay !== delay) this.messages.delayAnew(settings.delay * 1000);
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
    if (this.messages.inFlight >= this.inFlightLimit) return undefined;
    const taken: Message[] = [];
    while (taken.length < options.max && this.messages.inFlight < this.inFlightLimit) {
      const message = this.messages.next();
      if (message === undefined) break;
      if (!this.deadLetter(message, now)) taken.push(this.take(message, dueAt, now));
    }
    this.messages.done();
    // A visibility timeout of 0 leaves the messages visible: the receive counts, nothing else.
    if (options.visibilityTimeout === 0) for (const message of taken) this.show(message);
    if (options.attemptId !== undefined && taken.length > 0) {
      this.attempts.remember(options.attemptId, taken, dueAt, now);
    }
    return taken;
  }

  delete(serial: number, receive: number, now: number): DeleteOutcome {
    this.advance(now);
    const message = this.messages.find(serial);
    if (message === undefined) return 'gone';
    const stale = message.receiveCount !== receive;
    if (this.identity.fifo && (stale || message.state !== 'in-flight')) return 'expired';
    if (stale) return 'stale';
    this.messages.remove(message);
    this.totals.deleted += 1;
    this.around.observer.happened('deleted', this, message);
    return 'deleted';
  }

  /** @param timeout seconds from now */
  changeVisibility(serial: number, receive: number, timeout: number, now: number): VisibilityOutcome {
    this.advance(now);
    const message = this.messages.find(serial);
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
    const message = this.messages.next();
    this.messages.done();
    return message;
  }

  /** The youngest first. */
  all(): Iterable<Message> {
    return this.messages.all();
  }

  /** Takes the next visible message out of the queue, without a receive (a move task). */
  withdraw(now: number): Message | undefined {
    this.advance(now);
    const message = this.messages.next();
    if (message !== undefined) this.messages.remove(message);
    this.messages.done();
    return message;
  }

  /** Removes everything, in flight and delayed messages included; returns how many. */
  purge(now: number): number {
    this.advance(now);
    const count = this.messages.size;
    this.messages = this.none();
    this.attempts = emptyAttempts();
    return count;
  }

  depth(now: number): QueueDepth {
    this.advance(now);
    const { visible, inFlight, delayed } = this.messages;
    const oldest = this.messages.oldest();
    return {
      visible,
      inFlight,
      delayed,
      oldestAgeSeconds: oldest === undefined ? 0 : Math.floor((now - oldest.sentAt) / 1000),
    };
  }

  /** When the next delayed or in-flight message becomes visible; infinity when there is none. */
  nextDue(): number {
    return this.messages.firstDue()?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  /** When retention or the deduplication window removes something next; infinity when there is nothing. */
  nextExpiry(): number {
    const oldest = this.messages.oldest();
    const retention = oldest === undefined ? Number.POSITIVE_INFINITY : oldest.sentAt + this.retention;
    return Math.min(retention, this.deduplication.nextExpiry());
  }

  /** Lets everything happen that was due until `now`. */
  advance(now: number): void {
    for (
      let message = this.messages.firstDue();
      message !== undefined && message.dueAt <= now;
      message = this.messages.firstDue()
    ) {
      this.show(message);
    }
    const newestExpired = now - this.retention;
    for (
      let message = this.messages.oldest();
      message !== undefined && message.sentAt <= newestExpired;
      message = this.messages.oldest()
    ) {
      this.messages.remove(message);
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

  private none(): QueuedMessages {
    return new QueuedMessages(this.identity.fifo ? new FifoOrder() : new StandardOrder());
  }

  private enter(message: Message, visibleAt: number, now: number): void {
    this.entered += 1;
    message.order = this.entered;
    this.messages.add(message, visibleAt, now);
  }

  private take(message: Message, dueAt: number, now: number): Message {
    message.receiveCount += 1;
    message.lastReceivedAt = now;
    if (message.receiveCount === 1) message.firstReceivedAt = now;
    this.messages.take(message, dueAt);
    this.totals.received += 1;
    this.around.observer.happened('received', this, message);
    return message;
  }

  private hideUntil(message: Message, dueAt: number, now: number): void {
    if (dueAt > now) this.messages.hideUntil(message, dueAt);
    else this.show(message);
  }

  private show(message: Message): void {
    const again = message.state === 'in-flight';
    this.messages.show(message);
    this.around.observer.happened(again ? 'visible-again' : 'delay-over', this, message);
  }

  /** Moves a message that was received often enough. Without its dead-letter queue it stays and is received again. */
  private deadLetter(message: Message, now: number): boolean {
    const target = deadLetterTarget(this, message, this.around.find);
    if (target === undefined) return false;
    this.messages.remove(message);
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
