import { expectCount, mismatch, valueAt } from '../arguments';
import { MetricMathError } from '../metric-math-error';
import type { FunctionCall, MathFunction } from '../scope';
import { finite, type Series, series, typeName, type Value } from '../value';

type Branch = Exclude<Value, { readonly type: 'array' }>;

/**
 * "Using IF expressions": every number but 0 is true. Where the condition is true and the series to take has no value,
 * there is a 0; where it is false, or is missing itself, there is none.
 */
export const ifFunction: MathFunction = (call) => {
  expectCount(call, 2, 3);
  const condition = branchAt(call, 0);
  const whenTrue = branchAt(call, 1);
  const whenFalse = call.args.length === 3 ? branchAt(call, 2) : undefined;
  if (condition.type === 'scalar') return byScalar(condition.value, whenTrue, whenFalse, call.scope.grid.length);
  return series(
    labelOf(whenTrue, whenFalse) ?? condition.series.label,
    condition.series.values.map((value, index) => {
      if (value === undefined) return undefined;
      if (value !== 0) return valueAtPeriod(whenTrue, index) ?? 0;
      return whenFalse === undefined ? undefined : valueAtPeriod(whenFalse, index);
    }),
  );
};

/** One of the two series as it is. */
function byScalar(condition: number, whenTrue: Branch, whenFalse: Branch | undefined, length: number): Value {
  for (const branch of [whenTrue, whenFalse]) {
    if (branch === undefined || branch.type === 'series') continue;
    throw new MetricMathError(
      `IF with a number as its condition takes time series, got ${typeName(branch)}. Make one of it with TIME_SERIES.`,
    );
  }
  const taken = condition !== 0 ? whenTrue : whenFalse;
  return (
    taken ??
    series(
      labelOf(whenTrue) ?? 'IF',
      Array.from({ length }, () => undefined),
    )
  );
}

function branchAt(call: FunctionCall, index: number): Branch {
  const value = valueAt(call, index);
  if (value.type === 'array') throw mismatch(call, index, 'a time series or a number', value);
  return value;
}

function valueAtPeriod(branch: Branch, index: number): number | undefined {
  return branch.type === 'scalar' ? finite(branch.value) : branch.series.values[index];
}

function labelOf(...branches: readonly (Branch | undefined)[]): string | undefined {
  return branches.map(seriesOf).find((found) => found !== undefined)?.label;
}

function seriesOf(branch: Branch | undefined): Series | undefined {
  return branch?.type === 'series' ? branch.series : undefined;
}
