import type { Clock, Timer, TimerKind } from './clock';
import { Heap } from './heap';
import type { Work } from './work';

interface Entry {
  readonly time: number;
  readonly seq: number;
  readonly kind: TimerKind;
  task: (() => void) | undefined;
}

/** Time that moves only inside {@link advance} and {@link settle}, from deadline to deadline. */
export class VirtualClock implements Clock {
  readonly mode = 'virtual';
  private readonly timers = new Heap<Entry>((a, b) => a.time < b.time || (a.time === b.time && a.seq < b.seq));
  /** Timers that are neither done nor cancelled. */
  private set = 0;
  private pendingWork = 0;
  private seq = 0;
  private driving = false;

  constructor(
    private current: number,
    private readonly work: Work,
  ) {}

  now(): number {
    return this.current;
  }

  at(time: number, kind: TimerKind, task: () => void): Timer {
    const entry: Entry = { time: Math.max(time, this.current), seq: this.seq++, kind, task };
    this.timers.push(entry);
    this.set += 1;
    this.compact();
    if (kind === 'work') this.pendingWork += 1;
    return { cancel: () => this.finish(entry) };
  }

  /** Lets `duration` milliseconds pass. */
  async advance(duration: number): Promise<void> {
    if (!(duration >= 0))
      throw new RangeError(`'duration' must be 0 or more milliseconds, got ${duration}. Time does not run backwards.`);
    const target = this.current + duration;
    await this.drive(target, () => false);
    this.current = target;
    await this.work.idle();
  }

  /** Runs until nothing but recurring timers and expiries is left. */
  async settle(): Promise<void> {
    await this.drive(Number.POSITIVE_INFINITY, () => this.pendingWork === 0);
  }

  /** When the next timer is due, milliseconds since 1970; undefined when there is none. */
  nextDue(): number | undefined {
    return this.next()?.time;
  }

  private async drive(limit: number, done: () => boolean): Promise<void> {
    if (this.driving)
      throw new Error('The virtual clock is already being moved: wait for the earlier advance() or settle() first.');
    this.driving = true;
    try {
      for (;;) {
        await this.work.idle();
        if (done()) return;
        const next = this.next();
        if (next === undefined || next.time > limit) return;
        this.timers.pop();
        this.current = next.time;
        const task = next.task;
        this.finish(next);
        task?.();
      }
    } finally {
      this.driving = false;
    }
  }

  private next(): Entry | undefined {
    let entry = this.timers.peek();
    while (entry !== undefined && entry.task === undefined) {
      this.timers.pop();
      entry = this.timers.peek();
    }
    return entry;
  }

  private finish(entry: Entry): void {
    if (entry.task === undefined) return;
    entry.task = undefined;
    this.set -= 1;
    if (entry.kind === 'work') this.pendingWork -= 1;
  }

  /** Cancelled timers stay in the heap until their time comes; where most of it is such, it is built anew. */
  private compact(): void {
    if (this.timers.size < 1_000 || this.timers.size < 2 * this.set) return;
    const entries: Entry[] = [];
    for (let entry = this.timers.pop(); entry !== undefined; entry = this.timers.pop()) {
      if (entry.task !== undefined) entries.push(entry);
    }
    for (const entry of entries) this.timers.push(entry);
  }
}
