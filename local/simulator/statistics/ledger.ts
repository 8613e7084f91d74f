import type { WorkObserver } from '../fleet/worker';
import type { QueueListener } from '../simulated-queue';
import type { Job } from '../workload/workload';

/** What became of a message. */
export const FATE = { waiting: 0, done: 1, deadLettered: 2, expired: 3 } as const;

/** Writes down what happens to every message. Arrays of numbers, so that millions of messages are cheap. */
export class Ledger implements WorkObserver {
  /** By message. Milliseconds since 1970: when it was sent, when its last attempt began, when it left the queue. */
  readonly sentAt: Float64Array;
  readonly beganAt: Float64Array;
  readonly leftAt: Float64Array;
  readonly fate: Uint8Array;
  sent = 0;
  left = 0;
  /** Attempts, and seconds of slot time. */
  readonly completed = { attempts: 0, seconds: 0 };
  readonly failures = { attempts: 0, seconds: 0 };
  /** Ended in the middle by a scale-in, an interruption or a drain that ran out of time. */
  readonly kills = { attempts: 0, seconds: 0 };
  /** Done although another worker had the message by then. */
  readonly inVain = { attempts: 0, seconds: 0 };
  private readonly attempts: Uint16Array;

  constructor(jobs: readonly Job[]) {
    this.sentAt = new Float64Array(jobs.length);
    this.beganAt = new Float64Array(jobs.length).fill(Number.NaN);
    this.leftAt = new Float64Array(jobs.length).fill(Number.NaN);
    this.fate = new Uint8Array(jobs.length);
    this.attempts = new Uint16Array(jobs.length);
  }

  /** Messages that were begun more than once. */
  get repeated(): number {
    return this.attempts.reduce((count, attempts) => count + (attempts > 1 ? 1 : 0), 0);
  }

  /** @param now a function, for the queue's events carry no time */
  listener(now: () => number): QueueListener {
    return (event, serial) => {
      if (event === 'sent') {
        this.sent += 1;
        this.sentAt[serial - 1] = now();
      } else if (event === 'deleted') this.leave(serial, FATE.done, now());
      else if (event === 'dead-lettered') this.leave(serial, FATE.deadLettered, now());
      else if (event === 'expired') this.leave(serial, FATE.expired, now());
    };
  }

  began(serial: number, now: number): void {
    this.beganAt[serial - 1] = now;
    this.attempts[serial - 1] = (this.attempts[serial - 1] ?? 0) + 1;
  }

  ended(busy: number, deleted: boolean): void {
    note(deleted ? this.completed : this.inVain, busy);
  }

  killed(busy: number): void {
    note(this.kills, busy);
  }

  failed(busy: number): void {
    note(this.failures, busy);
  }

  private leave(serial: number, fate: number, now: number): void {
    this.left += 1;
    this.leftAt[serial - 1] = now;
    this.fate[serial - 1] = fate;
  }
}

function note(tally: { attempts: number; seconds: number }, busy: number): void {
  tally.attempts += 1;
  tally.seconds += busy;
}
