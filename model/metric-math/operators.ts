import type { BinaryOperator } from './expression';
import { MetricMathError } from './metric-math-error';
import { arrayOf, finite, mapValues, type Series, scalar, typeName, type Value } from './value';

type Calculation = (left: number, right: number) => number;

const ARITHMETIC: Partial<Readonly<Record<BinaryOperator, Calculation>>> = {
  '^': (left, right) => left ** right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
};

const COMPARISON_AND_LOGIC: Partial<Readonly<Record<BinaryOperator, Calculation>>> = {
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

export function negated(value: Value): Value {
  switch (value.type) {
    case 'scalar':
      return scalar(-value.value);
    case 'series':
      return { type: 'series', series: mapValues(value.series, (number) => -number) };
    case 'array':
      return arrayOf(value.members.map((member) => mapValues(member, (number) => -number)));
  }
}

/** "Basic arithmetic functions" and "Comparison and logical operators". */
export function operate(operator: BinaryOperator, left: Value, right: Value): Value {
  const arithmetic = ARITHMETIC[operator];
  const calculate = arithmetic ?? COMPARISON_AND_LOGIC[operator];
  const arrays = [left, right].filter(({ type }) => type === 'array').length;
  // Arithmetic takes one array at most, comparison and logic none.
  if (calculate === undefined || arrays > (arithmetic === undefined ? 0 : 1)) {
    throw new MetricMathError(
      `Unsupported operand types for '${operator}': ${typeName(left)} and ${typeName(right)}. Take one out of the array with FIRST or LAST, or make it one series with SUM, AVG, MIN or MAX.`,
    );
  }
  return combine(calculate, left, right);
}

function combine(calculate: Calculation, left: Value, right: Value): Value {
  if (left.type === 'array') {
    return arrayOf(left.members.map((member) => withSeries(calculate, member, right)));
  }
  if (right.type === 'array') {
    return arrayOf(right.members.map((member) => withSeries((a, b) => calculate(b, a), member, left)));
  }
  if (left.type === 'series') return { type: 'series', series: withSeries(calculate, left.series, right) };
  if (right.type === 'series') {
    return { type: 'series', series: withSeries((a, b) => calculate(b, a), right.series, left) };
  }
  return scalar(calculate(left.value, right.value));
}

function withSeries(calculate: Calculation, one: Series, other: Value): Series {
  if (other.type === 'scalar') return mapValues(one, (value) => calculate(value, other.value));
  if (other.type === 'array') throw new Error('An array has no single series to calculate with.');
  return {
    label: one.label,
    values: one.values.map((value, index) => {
      const second = other.series.values[index];
      if (value === undefined && second === undefined) return undefined;
      // "Missing values in a time series are treated as 0."
      return finite(calculate(value ?? 0, second ?? 0));
    }),
  };
}
