import { DONE } from './clock';
import type { Clock } from './port';

/** How long free slots wait for others to become free, so that one receive may fill them together. */
const GATHER_MS = 50;

interface Waiter {
  readonly max: number;
  readonly resolve: (count: number) => void;
  age?: AbortController;
  waitedLongEnough: boolean;
}

/**
 * The slots of a worker, taken several at a time before a receive asks for messages: what is received always has a
 * slot. First come, first served. One slot alone is handed out only after a short wait, because a receive costs the
 * same for one message as for ten.
 */
export class Permits {
  private free: number;
  private closed = false;
  private waiting: Waiter[] = [];

  constructor(
    readonly total: number,
    private readonly clock: Clock,
  ) {
    this.free = total;
  }

  /** Slots that a message or a receive holds. */
  get taken(): number {
    return this.total - this.free;
  }

  /** Resolves with 1 to `max` slots, all of which must be given back; with 0 once closed. */
  take(max: number): Promise<number> {
    if (this.closed) {
      return Promise.resolve(0);
    }
    return new Promise((resolve) => {
      this.waiting.push({ max: Math.min(max, this.total), resolve, waitedLongEnough: false });
      this.serve();
    });
  }

  give(count: number): void {
    this.free += count;
    this.serve();
  }

  /** From now on nobody gets a slot, not even those who wait. */
  close(): void {
    this.closed = true;
    const waiting = this.waiting;
    this.waiting = [];
    for (const { resolve, age } of waiting) {
      age?.abort(DONE);
      resolve(0);
    }
  }

  private serve(): void {
    for (let first = this.waiting[0]; first !== undefined && this.free > 0; first = this.waiting[0]) {
      if (this.free < first.max && !first.waitedLongEnough) {
        this.gather(first);
        return;
      }
      this.waiting.shift();
      const count = Math.min(this.free, first.max);
      this.free -= count;
      first.age?.abort(DONE);
      first.resolve(count);
    }
  }

  private gather(waiter: Waiter): void {
    if (waiter.age !== undefined) {
      return;
    }
    const age = new AbortController();
    waiter.age = age;
    void this.clock.sleep(GATHER_MS, age.signal).then(() => {
      if (!age.signal.aborted) {
        waiter.waitedLongEnough = true;
        this.serve();
      }
    });
  }
}
