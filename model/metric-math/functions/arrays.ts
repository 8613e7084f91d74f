import { arrayAt, expectCount, scalarAt, wordAt } from '../arguments';
import type { FunctionCall, MathFunction } from '../scope';
import { arrayOf, type Series, scalar, series, type Value } from '../value';
import { SORT_KEYS } from './aggregates';

const ORDERS = ['ASC', 'DESC'] as const;
const SORT_FUNCTIONS = ['AVG', 'MIN', 'MAX', 'SUM'] as const;

/** METRICS() and REMOVE_EMPTY may find nothing: then there is a series without values. */
function memberAt(call: FunctionCall, index: number): Value {
  expectCount(call, 1);
  const member = arrayAt(call, 0).at(index);
  if (member !== undefined) return { type: 'series', series: member };
  return series(
    call.name,
    Array.from({ length: call.scope.grid.length }, () => undefined),
  );
}

function sort(call: FunctionCall): Value {
  expectCount(call, 3, 4);
  const by = SORT_KEYS[wordAt(call, 1, SORT_FUNCTIONS)];
  const direction = wordAt(call, 2, ORDERS) === 'ASC' ? 1 : -1;
  const limit = call.args.length === 4 ? scalarAt(call, 3) : undefined;
  const keyed = arrayAt(call, 0).map((member) => ({ member, key: by(present(member), member.values.length) }));
  // Series without values come last in either order.
  const compare = (a: number, b: number) =>
    Number.isNaN(a) || Number.isNaN(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : (a - b) * direction;
  const sorted = keyed.sort((a, b) => compare(a.key, b.key)).map(({ member }) => member);
  return arrayOf(sorted.slice(0, limit));
}

function slice(call: FunctionCall): Value {
  expectCount(call, 2, 3);
  const end = call.args.length === 3 ? scalarAt(call, 2) : undefined;
  return arrayOf(arrayAt(call, 0).slice(scalarAt(call, 1), end));
}

function present({ values }: Series): readonly number[] {
  return values.filter((value) => value !== undefined);
}

export const ARRAYS: Readonly<Record<string, MathFunction>> = {
  FIRST: (call) => memberAt(call, 0),
  LAST: (call) => memberAt(call, -1),
  METRIC_COUNT: (call) => {
    expectCount(call, 1);
    return scalar(arrayAt(call, 0).length);
  },
  REMOVE_EMPTY: (call) => {
    expectCount(call, 1);
    return arrayOf(arrayAt(call, 0).filter((member) => present(member).length > 0));
  },
  SLICE: slice,
  SORT: sort,
};
