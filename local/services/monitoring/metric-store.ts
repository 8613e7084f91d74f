import { compareKeys } from '../page';
import { Series } from './series';
import { merge, type StatisticSet } from './statistics';

/** Where a metric or an alarm lives. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** A metric is known by its namespace, its name and all of its dimensions. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** One metric. Values of different units are kept apart. */
export class Metric {
  readonly units = new Map<string, Series>();

  constructor(
    readonly identity: MetricIdentity,
    readonly key: string,
  ) {}

  add(unit: string, time: number, set: StatisticSet): void {
    const series = this.units.get(unit) ?? new Series();
    this.units.set(unit, series);
    series.add(time, set);
  }

  /** Of one unit, or of all of them. */
  between(from: number, to: number, unit: string | undefined): StatisticSet | undefined {
    if (unit !== undefined) return this.units.get(unit)?.between(from, to);
    let result: StatisticSet | undefined;
    for (const series of this.units.values()) {
      const set = series.between(from, to);
      if (set !== undefined) result = merge(result, set);
    }
    return result;
  }

  get latest(): number {
    return Math.max(...Array.from(this.units.values(), ({ latest }) => latest ?? 0));
  }
}

/** Takes values: the store itself, or what lets them wait. */
export interface MetricSink {
  /** @param time milliseconds since 1970 */
  add(place: Place, identity: MetricIdentity, unit: string, time: number, set: StatisticSet): void;
}

/** The metrics of all accounts and regions. */
export class MetricStore implements MetricSink {
  private readonly places = new Map<string, Map<string, Metric>>();

  find(place: Place, identity: MetricIdentity): Metric | undefined {
    return this.places.get(placeKey(place))?.get(metricKey(identity));
  }

  add(place: Place, identity: MetricIdentity, unit: string, time: number, set: StatisticSet): void {
    const metrics = this.places.get(placeKey(place)) ?? new Map<string, Metric>();
    this.places.set(placeKey(place), metrics);
    const key = metricKey(identity);
    const metric = metrics.get(key) ?? new Metric(identity, key);
    metrics.set(key, metric);
    metric.add(unit, time, set);
  }

  /** In an order of their own that does not change. */
  list(place: Place): readonly Metric[] {
    const metrics = this.places.get(placeKey(place))?.values() ?? [];
    return Array.from(metrics).sort((a, b) => compareKeys(a.key, b.key));
  }
}

function placeKey({ account, region }: Place): string {
  return `${account}/${region}`;
}

function metricKey({ namespace, name, dimensions }: MetricIdentity): string {
  const sorted = [...dimensions].sort((a, b) => compareKeys(a.name, b.name));
  return JSON.stringify([namespace, name, sorted.map((dimension) => [dimension.name, dimension.value])]);
}
