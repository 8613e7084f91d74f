import type { Clock } from '../engine/port';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * Time that passes only when there is nothing else to do: a handler that sleeps for a minute takes a minute of it
 * and no time of yours. For code that waits for this clock and for promises, not for sockets or files.
 */
export class VirtualClock implements Clock {
  private readonly sleepers = new Set<Sleeper>();
  private pumping = false;

  /** @param time milliseconds since 1970 */
  constructor(private time = Date.UTC(2030, 0, 1)) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = () => {
        this.sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { wakeAt: this.time + Math.max(0, ms), wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', wake);
      this.pump();
    });
  }

  /** How many are waiting: 0 when everything has ended. */
  get waiting(): number {
    return this.sleepers.size;
  }

  private first(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.sleepers) {
      if (first === undefined || sleeper.wakeAt < first.wakeAt) {
        first = sleeper;
      }
    }
    return first;
  }

  /** `setImmediate` comes after all promises that are settled by now. */
  private pump(): void {
    if (this.pumping) {
      return;
    }
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      const next = this.first();
      if (next !== undefined) {
        this.time = Math.max(this.time, next.wakeAt);
        next.wake();
        this.pump();
      }
    });
  }
}
