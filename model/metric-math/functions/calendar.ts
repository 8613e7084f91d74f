import { expectCount, seriesAt } from '../arguments';
import type { MathFunction } from '../scope';
import { series } from '../value';

/** Of each period's start, in UTC: a series without gaps, whatever the one that was given has. */
const partOf =
  (part: (time: Date) => number): MathFunction =>
  (call) => {
    expectCount(call, 1);
    const { label } = seriesAt(call, 0);
    const { start, period, length } = call.scope.grid;
    return series(
      label,
      Array.from({ length }, (_, index) => part(new Date(start + index * period * 1_000))),
    );
  };

export const CALENDAR: Readonly<Record<string, MathFunction>> = {
  MINUTE: partOf((time) => time.getUTCMinutes()),
  HOUR: partOf((time) => time.getUTCHours()),
  /** Monday is 1, Sunday 7. */
  DAY: partOf((time) => time.getUTCDay() || 7),
  DATE: partOf((time) => time.getUTCDate()),
  MONTH: partOf((time) => time.getUTCMonth() + 1),
  YEAR: partOf((time) => time.getUTCFullYear()),
  /** Seconds since 1970. */
  EPOCH: partOf((time) => time.getTime() / 1_000),
};
