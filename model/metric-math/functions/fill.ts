import { expectCount, mismatch, valueAt } from '../arguments';
import type { FunctionCall, MathFunction } from '../scope';
import type { Series } from '../value';
import { eachSeries } from './each-value';

type Values = Series['values'];

/** Gives the missing values of a series a value: a number, another series', the last one's, or one between two. */
export const fill: MathFunction = (call) => {
  expectCount(call, 2);
  const filler = fillerOf(call);
  return eachSeries(call, ({ label, values }) => ({ label, values: filler(values) }));
};

function fillerOf(call: FunctionCall): (values: Values) => Values {
  const by = call.args[1];
  if (by?.kind === 'word' && by.word === 'REPEAT') return repeat;
  if (by?.kind === 'word' && by.word === 'LINEAR') return interpolate;
  const value = valueAt(call, 1);
  switch (value.type) {
    case 'scalar':
      return (values) => values.map((each) => each ?? value.value);
    case 'series':
      return (values) => values.map((each, index) => each ?? value.series.values[index]);
    case 'array':
      throw mismatch(call, 1, 'a number, a time series, REPEAT or LINEAR', value);
  }
}

/** Nothing stands before the first value, so what is missing there stays missing. */
function repeat(values: Values): Values {
  let last: number | undefined;
  return values.map((value) => {
    last = value ?? last;
    return last;
  });
}

/** Between two values only: a gap at either end stays. */
function interpolate(values: Values): Values {
  const filled = [...values];
  let from: number | undefined;
  values.forEach((value, index) => {
    if (value === undefined) return;
    const first = from === undefined ? undefined : values[from];
    if (from !== undefined && first !== undefined) {
      const step = (value - first) / (index - from);
      for (let at = from + 1; at < index; at++) filled[at] = first + step * (at - from);
    }
    from = index;
  });
  return filled;
}
