import { expectCount, seriesOrArrayAt } from '../arguments';
import type { FunctionCall, MathFunction } from '../scope';
import { arrayOf, mapValues, type Series, type Value } from '../value';

/** Makes one series of each that was given. */
export function eachSeries(call: FunctionCall, change: (series: Series) => Series): Value {
  const value = seriesOrArrayAt(call, 0);
  if (value.type === 'array') return arrayOf(value.members.map(change));
  return { type: 'series', series: change(value.series) };
}

const eachValue =
  (change: (value: number) => number): MathFunction =>
  (call) => {
    expectCount(call, 1);
    return eachSeries(call, (series) => mapValues(series, change));
  };

export const EACH_VALUE: Readonly<Record<string, MathFunction>> = {
  ABS: eachValue(Math.abs),
  CEIL: eachValue(Math.ceil),
  FLOOR: eachValue(Math.floor),
  LOG: eachValue(Math.log),
  LOG10: eachValue(Math.log10),
};
