import { MAX_NUMBER_OF_MESSAGES } from '../../../model/limits/sqs';
import type { Agenda } from '../agenda';
import type { Chance } from '../chance';
import type { SimulatedQueue } from '../simulated-queue';
import type { Job } from '../workload/workload';

/** What happens to jobs on a worker; `busy` is the seconds that the attempt took. */
export interface WorkObserver {
  began(serial: number, now: number): void;
  /** Done and deleted, or done in vain: another worker had it by then. */
  ended(busy: number, deleted: boolean): void;
  failed(busy: number): void;
  killed(busy: number): void;
}

interface Attempt {
  readonly serial: number;
  readonly receive: number;
  readonly began: number;
  over: boolean;
}

export interface WorkerSettings {
  /** Slots: messages at a time. */
  readonly concurrency: number;
  /** Of a message that failed: up to `base` seconds, twice as many with each receive, never more than `most`. */
  readonly backoff: { readonly base: number; readonly most: number };
}

/** What `runWorker` does unless it is told otherwise. */
export const DEFAULT_BACKOFF = { base: 2, most: 900 };

/** The part of a visibility timeout after which a worker prolongs it, as `runWorker` does long before its end. */
const EXTEND_AFTER = 0.5;

/**
 * `runWorker` as a model: takes a slot before it asks, receives up to ten messages for the slots that are free, keeps
 * what it works on hidden, deletes what is done.
 */
export class Worker {
  private readonly attempts = new Set<Attempt>();
  private receiving = true;
  private onIdle: ((now: number) => void) | undefined;

  constructor(
    private readonly settings: WorkerSettings,
    private readonly jobs: readonly Job[],
    private readonly queue: SimulatedQueue,
    private readonly agenda: Agenda,
    private readonly observer: WorkObserver,
    private readonly chance: Chance,
    /** A slot became free. */
    private readonly freed: (worker: Worker, now: number) => void,
  ) {}

  get busy(): number {
    return this.attempts.size;
  }

  get hasFreeSlot(): boolean {
    return this.receiving && this.attempts.size < this.settings.concurrency;
  }

  /** One receive. False when there was nothing to have. */
  receive(now: number): boolean {
    const free = this.settings.concurrency - this.attempts.size;
    const messages = this.queue.receive(Math.min(free, MAX_NUMBER_OF_MESSAGES.max), now);
    for (const { serial, receiveCount } of messages) this.begin(serial, receiveCount, now);
    return messages.length > 0;
  }

  /** Receives nothing new; `idle` is called when what is in work has ended. */
  drain(now: number, idle: (now: number) => void): void {
    this.receiving = false;
    this.onIdle = idle;
    if (this.attempts.size === 0) idle(now);
  }

  /** What is in work stays hidden until its visibility timeout ends, and is then anybody's. */
  kill(now: number): void {
    this.abandon(now);
  }

  /** The drain's budget is used up: what is in work is aborted and can be received again at once. */
  giveBack(now: number): void {
    const idle = this.onIdle;
    for (const { serial, receive } of this.abandon(now)) this.queue.changeVisibility(serial, receive, 0, now);
    idle?.(now);
  }

  private abandon(now: number): readonly Attempt[] {
    const abandoned = [...this.attempts];
    this.receiving = false;
    this.onIdle = undefined;
    this.attempts.clear();
    for (const attempt of abandoned) {
      attempt.over = true;
      this.observer.killed((now - attempt.began) / 1000);
    }
    return abandoned;
  }

  private begin(serial: number, receive: number, now: number): void {
    const attempt: Attempt = { serial, receive, began: now, over: false };
    const { work, poison } = this.jobs[serial - 1] as Job;
    this.attempts.add(attempt);
    this.observer.began(serial, now);
    this.agenda.at(now + work * 1000, (end) => this.end(attempt, poison, end));
    this.extendLater(attempt, now + work * 1000, now);
  }

  private end(attempt: Attempt, poison: boolean, now: number): void {
    if (attempt.over) return;
    attempt.over = true;
    this.attempts.delete(attempt);
    const { serial, receive, began } = attempt;
    const busy = (now - began) / 1000;
    if (poison) {
      this.observer.failed(busy);
      this.queue.changeVisibility(serial, receive, this.backoff(receive), now);
    } else {
      this.observer.ended(busy, this.queue.delete(serial, receive, now));
    }
    if (this.receiving) this.freed(this, now);
    else if (this.attempts.size === 0) this.onIdle?.(now);
  }

  private backoff(receive: number): number {
    const { base, most } = this.settings.backoff;
    return this.chance.number() * Math.min(base * 2 ** (receive - 1), most);
  }

  private extendLater(attempt: Attempt, end: number, now: number): void {
    const { visibilityTimeout } = this.queue.settings;
    if (now + visibilityTimeout * 1000 > end) return;
    this.agenda.at(now + visibilityTimeout * 1000 * EXTEND_AFTER, (later) => {
      if (attempt.over) return;
      const extended = this.queue.changeVisibility(attempt.serial, attempt.receive, visibilityTimeout, later);
      if (extended) this.extendLater(attempt, end, later);
    });
  }
}
