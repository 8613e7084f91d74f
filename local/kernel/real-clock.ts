import type { Clock, Timer, TimerKind } from './clock';

/** The machine's own time. */
export class RealClock implements Clock {
  readonly mode = 'real';
  private readonly pending = new Set<NodeJS.Timeout>();

  now(): number {
    return Date.now();
  }

  at(time: number, _kind: TimerKind, task: () => void): Timer {
    // Node's timers hold 2^31 - 1 ms at most (24.8 days); a queue's retention is 14 days.
    const timeout = setTimeout(
      () => {
        this.pending.delete(timeout);
        task();
      },
      Math.min(Math.max(0, time - this.now()), 2 ** 31 - 1),
    );
    this.pending.add(timeout);
    return {
      cancel: () => {
        clearTimeout(timeout);
        this.pending.delete(timeout);
      },
    };
  }

  stop(): void {
    for (const timeout of this.pending) clearTimeout(timeout);
    this.pending.clear();
  }
}
