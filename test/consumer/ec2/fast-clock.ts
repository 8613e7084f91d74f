import type { Clock } from '../../../consumer';

/** Real time, so that it goes on during real requests, but a hundred times as fast. */
export class FastClock implements Clock {
  private readonly startedAt = Date.now();

  constructor(private readonly speed = 100) {}

  now(): number {
    return this.startedAt + (Date.now() - this.startedAt) * this.speed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms / this.speed);
      signal?.addEventListener('abort', end);
    });
  }
}
