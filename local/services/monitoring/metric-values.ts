import type { Grid, Series } from '../../../model/metric-math';
import type { MetricIdentity, MetricStore, Place } from './metric-store';
import { type StatisticName, statisticValue } from './statistics';

/** A statistic of a metric. */
export interface MetricRead {
  readonly metric: MetricIdentity;
  readonly statistic: StatisticName;
  readonly unit: string | undefined;
}

/** What of a period counts: nothing before `from`, nothing from `to` on. Milliseconds since 1970. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** The statistic in each period of the grid. */
export function metricValues(
  store: MetricStore,
  place: Place,
  { metric, statistic, unit }: MetricRead,
  grid: Grid,
  bounds: Bounds = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY },
): Series['values'] {
  const found = store.find(place, metric);
  const period = grid.period * 1_000;
  return Array.from({ length: grid.length }, (_, index) => {
    const start = grid.start + index * period;
    const set = found?.between(Math.max(start, bounds.from), Math.min(start + period, bounds.to), unit);
    return set === undefined ? undefined : statisticValue(set, statistic);
  });
}
