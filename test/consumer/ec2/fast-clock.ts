import type { Clock } from '../../../consumer';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** A tick takes a millisecond at least, in which so many pass here. */
const TICK_MS = 100;

/**
 * Goes on during real requests, about a hundred times as fast as real time. While this process gets no processor, it
 * stands still: a busy machine must not let deadlines pass.
 */
export class FastClock implements Clock {
  private time = Date.now();
  private readonly sleepers = new Set<Sleeper>();

  constructor() {
    setInterval(() => this.tick(), 1).unref();
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { wakeAt: this.time + ms, wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', wake);
    });
  }

  private tick(): void {
    this.time += TICK_MS;
    for (const { wakeAt, wake } of [...this.sleepers]) if (wakeAt <= this.time) wake();
  }
}
