import type { Clock, Timer, TimerKind } from '../../kernel/clock';

/** One timer for the earliest of many deadlines, which come and go. */
export class Deadline {
  private timer: Timer | undefined;
  private at = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly kind: TimerKind,
    private readonly task: () => void,
  ) {}

  /** @param earliest infinity when there is none */
  set(earliest: number): void {
    // A timer that is too early only looks again. But none of kind `work` may be left: `settle()` would wait for it.
    const needed = earliest !== Number.POSITIVE_INFINITY;
    if (needed ? earliest >= this.at : this.kind !== 'work') return;
    this.cancel();
    if (!needed) return;
    this.at = earliest;
    this.timer = this.clock.at(earliest, this.kind, () => this.fire());
  }

  cancel(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.at = Number.POSITIVE_INFINITY;
  }

  private fire(): void {
    this.timer = undefined;
    this.at = Number.POSITIVE_INFINITY;
    this.task();
  }
}
