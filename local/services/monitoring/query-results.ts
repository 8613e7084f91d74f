import type { Grid, Series } from '../../../model/metric-math';
import type { Datapoint } from './evaluate-alarm';
import type { MetricQueries, MetricQuery } from './metric-query';
import type { MetricStore, Place } from './metric-store';
import { metricValues } from './metric-values';
import { periodsOf, type TimeRange } from './read-range';

/** One time series of an answer; an expression that is an array has several. */
export interface QueryResult {
  readonly id: string;
  readonly label: string;
  /** The oldest first. */
  readonly points: readonly Datapoint[];
}

/** What the queries that return data return, in their order. */
export function queryResults(
  store: MetricStore,
  place: Place,
  queries: MetricQueries,
  range: TimeRange,
): readonly QueryResult[] {
  const read = (query: MetricQuery): Series => ({
    label: query.label,
    values: metricValues(store, place, query, gridOf(range, query.period), range),
  });
  const [first] = queries.expressions;
  // All metrics have the expressions' period; without an expression each has its own.
  const values =
    first === undefined
      ? undefined
      : queries.calculation.over(
          gridOf(range, first.period),
          new Map(queries.metrics.map((query) => [query.id, read(query)])),
          queries.expressions.filter(({ returnData }) => returnData).map(({ id }) => id),
        );
  return queries.inOrder
    .filter(({ returnData }) => returnData)
    .flatMap((query): QueryResult[] => {
      const { id, label, period } = query;
      const result = (name: string, series: Series) => ({
        id,
        label: name,
        points: pointsOf(series, gridOf(range, period)),
      });
      if (query.kind === 'metric') return [result(label, read(query))];
      const value = values?.get(id);
      if (value?.type === 'series') return [result(label, value.series)];
      if (value?.type !== 'array') return [];
      return value.members.map((member) => result(`${label} ${member.label}`.trim(), member));
    });
}

function gridOf(range: TimeRange, period: number): Grid {
  const times = [...periodsOf(range, period)];
  return { start: times[0] ?? range.asked, period: period / 1_000, length: times.length };
}

function pointsOf({ values }: Series, { start, period }: Grid): readonly Datapoint[] {
  return values.flatMap((value, index) =>
    value === undefined ? [] : [{ time: start + index * period * 1_000, value }],
  );
}
