/** What CloudWatch keeps of the values of a time span. */
export interface StatisticSet {
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

export const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type StatisticName = (typeof STATISTICS)[number];

export function isStatistic(name: string | undefined): name is StatisticName {
  return STATISTICS.some((statistic) => statistic === name);
}

export function statisticOfValue(value: number, count = 1): StatisticSet {
  return { sum: value * count, count, min: value, max: value };
}

export function merge(a: StatisticSet | undefined, b: StatisticSet): StatisticSet {
  if (a === undefined) return b;
  return {
    sum: a.sum + b.sum,
    count: a.count + b.count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

export function statisticValue(set: StatisticSet, statistic: StatisticName): number {
  switch (statistic) {
    case 'SampleCount':
      return set.count;
    case 'Average':
      return set.sum / set.count;
    case 'Sum':
      return set.sum;
    case 'Minimum':
      return set.min;
    case 'Maximum':
      return set.max;
  }
}
