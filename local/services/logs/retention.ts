import type { Clock, Timer } from '../../kernel/clock';
import type { LogGroup } from './log-group';

const HOUR_MS = 3_600_000;

/**
 * Frees what has outlived its group's retention, with one timer per group that holds anything. Reads leave expired
 * events out by themselves, so the timer may be as coarse as an hour.
 */
export class Retention {
  private readonly timers = new Map<LogGroup, Timer>();

  constructor(private readonly clock: Clock) {}

  /** To be called when events came or the retention changed; cheap when the timer stands already. */
  watch(group: LogGroup): void {
    if (group.retentionInDays !== undefined && !this.timers.has(group)) this.schedule(group);
  }

  reset(group: LogGroup): void {
    this.forget(group);
    this.watch(group);
  }

  forget(group: LogGroup): void {
    this.timers.get(group)?.cancel();
    this.timers.delete(group);
  }

  private schedule(group: LogGroup): void {
    const expiry = group.nextExpiry();
    if (expiry === undefined) return;
    const time = Math.max(Math.ceil(expiry / HOUR_MS) * HOUR_MS, this.clock.now() + 1);
    this.timers.set(
      group,
      this.clock.at(time, 'expiry', () => {
        this.timers.delete(group);
        group.dropExpired(this.clock.now());
        this.schedule(group);
      }),
    );
  }
}
