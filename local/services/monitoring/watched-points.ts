import type { Grid, Series } from '../../../model/metric-math';
import type { AlarmConfiguration, Watched } from './alarm';
import type { Datapoint } from './evaluate-alarm';
import type { MetricStore, Place } from './metric-store';
import { metricValues } from './metric-values';

/** The values that an alarm sees in the last `count` periods before `now`, the oldest first. */
export function watchedPoints(
  store: MetricStore,
  place: Place,
  { watched, period }: AlarmConfiguration,
  now: number,
  count: number,
): readonly (Datapoint | undefined)[] {
  const start = now - count * period * 1_000;
  const values = valuesOf(store, place, watched, { start, period, length: count });
  return values.map((value, index) =>
    value === undefined ? undefined : { time: start + index * period * 1_000, value },
  );
}

function valuesOf(store: MetricStore, place: Place, watched: Watched, grid: Grid): Series['values'] {
  if (watched.kind === 'metric') return metricValues(store, place, watched, grid);
  const { queries, id } = watched;
  const metrics = new Map(
    queries.metrics.map((query) => [query.id, { label: query.label, values: metricValues(store, place, query, grid) }]),
  );
  const value = queries.calculation.over(grid, metrics, [id]).get(id);
  return value?.type === 'series' ? value.series.values : (metrics.get(id)?.values ?? []);
}
