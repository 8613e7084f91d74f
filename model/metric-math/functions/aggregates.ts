import { expectCount, seriesOrArrayAt } from '../arguments';
import type { MathFunction } from '../scope';
import { finite, scalar, series } from '../value';

/** @param places how many values there could be: the periods of one series, the members of an array */
type Aggregate = (values: readonly number[], places: number) => number;

const sum: Aggregate = (values) => values.reduce((total, value) => total + value, 0);
/** "Missing values are treated as 0." SUM divided by DATAPOINT_COUNT is the average of those that are there. */
const average: Aggregate = (values, places) => sum(values, places) / places;
const minimum: Aggregate = (values) => (values.length === 0 ? Number.NaN : values.reduce((a, b) => Math.min(a, b)));
const maximum: Aggregate = (values) => (values.length === 0 ? Number.NaN : values.reduce((a, b) => Math.max(a, b)));

/** Of all values, not of a sample: an assumption, CloudWatch does not say which. */
const standardDeviation: Aggregate = (values) => {
  const mean = average(values, values.length);
  return Math.sqrt(
    average(
      values.map((value) => (value - mean) ** 2),
      values.length,
    ),
  );
};

/** One series becomes a number; an array becomes a series, with a value wherever one of its members has one. */
const aggregate =
  (calculate: Aggregate): MathFunction =>
  (call) => {
    expectCount(call, 1);
    const value = seriesOrArrayAt(call, 0);
    if (value.type === 'series') {
      const { values } = value.series;
      return scalar(calculate(values.filter(isThere), values.length));
    }
    const { members } = value;
    return series(
      call.name,
      Array.from({ length: call.scope.grid.length }, (_, index) => {
        const values = members.map((member) => member.values[index]).filter(isThere);
        return values.length === 0 ? undefined : finite(calculate(values, members.length));
      }),
    );
  };

function isThere(value: number | undefined): value is number {
  return value !== undefined;
}

/** What SORT orders by. */
export const SORT_KEYS = { AVG: average, MIN: minimum, MAX: maximum, SUM: sum } as const;

export const AGGREGATES: Readonly<Record<string, MathFunction>> = {
  AVG: aggregate(average),
  DATAPOINT_COUNT: aggregate((values) => values.length),
  MAX: aggregate(maximum),
  MIN: aggregate(minimum),
  STDDEV: aggregate(standardDeviation),
  SUM: aggregate(sum),
};
