import { invalidCombination, invalidValue, missingParameter, notImplemented } from './errors';
import { MAX_AHEAD_MS, MINUTE_MS, RETENTION_MS } from './series';

export interface TimeRange {
  /** Where the first period begins: the start that was asked for, down to the whole minute. */
  readonly asked: number;
  /** The oldest minute that is still kept. */
  readonly from: number;
  /** Nothing can have a value from here on: none lies more than two hours ahead. */
  readonly until: number;
  readonly to: number;
}

export function timeRange(start: Date | undefined, end: Date | undefined, now: number): TimeRange {
  if (start === undefined) throw missingParameter('StartTime');
  if (end === undefined) throw missingParameter('EndTime');
  if (start.getTime() >= end.getTime()) {
    throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
  }
  const asked = Math.floor(start.getTime() / MINUTE_MS) * MINUTE_MS;
  const to = end.getTime();
  return { asked, from: Math.max(asked, now - RETENTION_MS), to, until: Math.min(to, now + MAX_AHEAD_MS + MINUTE_MS) };
}

/** Returns milliseconds. */
export function checkPeriod(action: string, seconds: number | undefined): number {
  if (seconds === undefined) throw missingParameter('Period');
  if ([1, 5, 10, 20, 30].includes(seconds)) {
    throw notImplemented(action, `high-resolution metrics ('Period' ${seconds}); use a multiple of 60`);
  }
  if (seconds <= 0 || seconds % 60 !== 0) {
    throw invalidValue(`The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, got ${seconds}.`);
  }
  return seconds * 1_000;
}

/** The starts of the periods that may hold values. Those that cannot are left out without a look. */
export function* periodsOf(range: TimeRange, period: number): Generator<number> {
  const skipped = Math.floor((range.from - range.asked) / period);
  for (let time = range.asked + skipped * period; time < range.until; time += period) yield time;
}
