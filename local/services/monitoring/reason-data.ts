import type { AlarmConfiguration } from './alarm';
import type { Datapoint } from './evaluate-alarm';

/** The JSON of `StateReasonData`. */
export function reasonData(configuration: AlarmConfiguration, evaluated: readonly Datapoint[], now: number): string {
  const { watched, period, threshold } = configuration;
  return JSON.stringify({
    version: '1.0',
    queryDate: amazonTime(now),
    startDate: evaluated[0] === undefined ? undefined : amazonTime(evaluated[0].time),
    statistic: watched.kind === 'metric' ? watched.statistic : undefined,
    period,
    recentDatapoints: evaluated.map(({ value }) => value),
    threshold,
  });
}

/** `2026-11-22T14:31:00.000+0000` */
export function amazonTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000');
}
