import type { QueueSample } from '../services/monitoring/sources';
import type { Message } from '../services/sqs/model/message';
import { MessageIds } from '../services/sqs/model/message-ids';
import { Queue } from '../services/sqs/model/queue';
import type { MessageEvent, QueueObserver } from '../services/sqs/model/queue-observer';
import type { QueueSettings } from '../services/sqs/model/queue-settings';
import type { Agenda } from './agenda';

export interface SimulatedQueueSettings {
  readonly name: string;
  /** Seconds. */
  readonly visibilityTimeout: number;
  readonly maxReceiveCount: number;
}

/** What the simulation is told of a message, which it knows by its serial: the first that was sent has 1. */
export type QueueListener = (event: MessageEvent | 'dead-lettered', serial: number) => void;

export const PLACE = { account: '111122223333', region: 'us-east-1' };

/** The local cloud's queue with its dead-letter queue, and what wakes whoever waits for a message. */
export class SimulatedQueue {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  emptyReceives = 0;
  /** Called when a message may have become visible. */
  onVisible: (now: number) => void = () => undefined;
  private wakeAt = Number.POSITIVE_INFINITY;

  constructor(
    readonly settings: SimulatedQueueSettings,
    private readonly agenda: Agenda,
    listener: QueueListener,
  ) {
    const ids = new MessageIds(Buffer.alloc(16, 7));
    const arn = (name: string) => `arn:aws:sqs:${PLACE.region}:${PLACE.account}:${name}`;
    const queues = new Map<string, Queue>();
    const watched: QueueObserver = {
      happened: (event, queue, { serial }) => {
        if (queue === this.queue) listener(event, serial);
      },
      deadLettered: (_source, _target, { serial }) => listener('dead-lettered', serial),
    };
    const around = { ids, observer: watched, find: (name: string) => queues.get(name) };
    const { name, visibilityTimeout, maxReceiveCount } = settings;
    const redrive = { deadLetterTargetArn: arn(`${name}-dlq`), maxReceiveCount };
    this.queue = new Queue(
      { arn: arn(name), fifo: false, number: 1 },
      { ...COMMON, visibilityTimeout, redrive },
      around,
    );
    this.deadLetters = new Queue(
      { arn: redrive.deadLetterTargetArn, fifo: false, number: 2 },
      { ...COMMON, visibilityTimeout, redrive: undefined },
      around,
    );
    queues.set(this.queue.identity.arn, this.queue);
    queues.set(this.deadLetters.identity.arn, this.deadLetters);
  }

  send(now: number): void {
    this.queue.send(CONTENT, 0, now);
    this.onVisible(now);
  }

  receive(max: number, now: number): readonly Message[] {
    const messages = this.queue.receive({ max, visibilityTimeout: this.settings.visibilityTimeout }, now) ?? [];
    if (messages.length === 0) this.emptyReceives += 1;
    this.wakeWhenDue();
    return messages;
  }

  /** @param timeout seconds from now; false when the receive is no longer valid */
  changeVisibility(serial: number, receive: number, timeout: number, now: number): boolean {
    const changed = this.queue.changeVisibility(serial, receive, timeout, now) === 'changed';
    this.wakeWhenDue();
    if (timeout === 0) this.onVisible(now);
    return changed;
  }

  /** False when the message was received again meanwhile: it will be worked on twice. */
  delete(serial: number, receive: number, now: number): boolean {
    return this.queue.delete(serial, receive, now) === 'deleted';
  }

  sample(now: number): QueueSample {
    const { emptyReceives, settings, queue } = this;
    return { ...PLACE, name: settings.name, emptyReceives, ...queue.counts, ...queue.depth(now) };
  }

  /** A lease that ends unseen shows its message again: somebody has to look at that time. */
  private wakeWhenDue(): void {
    const due = this.queue.nextDue();
    if (due >= this.wakeAt) return;
    this.wakeAt = due;
    this.agenda.at(due, (now) => {
      if (now < this.wakeAt) return;
      this.wakeAt = Number.POSITIVE_INFINITY;
      this.queue.advance(now);
      this.wakeWhenDue();
      this.onVisible(now);
    });
  }
}

const CONTENT = { body: '', senderId: PLACE.account };

const COMMON: Omit<QueueSettings, 'visibilityTimeout' | 'redrive'> = {
  messageRetentionPeriod: 14 * 86_400,
  delay: 0,
  receiveWaitTime: 20,
  maximumMessageSize: 1_048_576,
  contentBasedDeduplication: false,
  deduplicationScope: 'queue',
};
