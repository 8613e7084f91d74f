import { expectCount } from '../arguments';
import type { MathFunction } from '../scope';
import { finite, type Series } from '../value';
import { eachSeries } from './each-value';

interface Step {
  readonly value: number;
  /** The preceding value of the series, however long ago. */
  readonly previous: number;
  /** Seconds since it. */
  readonly seconds: number;
}

/** The first value of a series has no preceding one, so there is none for it. */
const difference =
  (calculate: (step: Step) => number): MathFunction =>
  (call) => {
    expectCount(call, 1);
    const { period } = call.scope.grid;
    return eachSeries(call, ({ label, values }) => {
      let last: { readonly value: number; readonly index: number } | undefined;
      const results = values.map((value, index) => {
        if (value === undefined) return undefined;
        const before = last;
        last = { value, index };
        if (before === undefined) return undefined;
        return finite(calculate({ value, previous: before.value, seconds: (index - before.index) * period }));
      });
      return { label, values: results };
    });
  };

function runningSum({ label, values }: Series): Series {
  let sum = 0;
  return {
    label,
    values: values.map((value) => {
      if (value === undefined) return undefined;
      sum += value;
      return sum;
    }),
  };
}

export const DIFFERENCES: Readonly<Record<string, MathFunction>> = {
  DIFF: difference(({ value, previous }) => value - previous),
  DIFF_TIME: difference(({ seconds }) => seconds),
  RATE: difference(({ value, previous, seconds }) => (value - previous) / seconds),
  RUNNING_SUM: (call) => {
    expectCount(call, 1);
    return eachSeries(call, runningSum);
  },
};
