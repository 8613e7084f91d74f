import { Calculation, type Grid, type Value } from '../../../model/metric-math';

/** 2026-11-22 was a Sunday. */
export const START = Date.UTC(2026, 10, 22, 23, 58);

/** `-` is a missing value. */
export type Pattern = readonly (number | '-')[];

const valuesOf = (pattern: Pattern) => pattern.map((value) => (value === '-' ? undefined : value));
const patternOf = (values: readonly (number | undefined)[]) => values.map((value) => value ?? '-');

export function calculate(expression: string, metrics: Readonly<Record<string, Pattern>> = {}, period = 60) {
  const entries = Object.entries(metrics);
  const length = entries[0]?.[1].length ?? 3;
  const grid: Grid = { start: START, period, length };
  const series = new Map(entries.map(([id, pattern]) => [id, { label: id, values: valuesOf(pattern) }]));
  const calculation = new Calculation([...series.keys()], [{ id: 'e1', expression }]);
  return shown(calculation.over(grid, series, ['e1']).get('e1'));
}

export function shown(value: Value | undefined) {
  switch (value?.type) {
    case 'scalar':
      return value.value;
    case 'series':
      return patternOf(value.series.values);
    case 'array':
      return Object.fromEntries(value.members.map(({ label, values }) => [label, patternOf(values)]));
    default:
      return undefined;
  }
}
