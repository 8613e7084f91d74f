import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { ALARM_EXPRESSIONS_MAX, ALARM_METRICS_MAX } from '../../../model/limits/cloudwatch';
import { constraintText } from '../constraint';
import type { Watched } from './alarm';
import { notImplemented, validationError } from './errors';
import { metricQueries } from './metric-query';
import { dimensionsOf } from './monitoring-context';
import { isStatistic, STATISTICS } from './statistics';

interface WatchedAndPeriod {
  readonly watched: Watched;
  /** Seconds. */
  readonly period: number;
}

/** "PutMetricAlarm": what cannot stand beside 'Metrics', for it is said there. */
const OF_ONE_METRIC = ['Namespace', 'MetricName', 'Dimensions', 'Period', 'Statistic', 'Unit'] as const;

export function watchedAndPeriod(input: PutMetricAlarmInput): WatchedAndPeriod {
  if (input.Metrics !== undefined) return ofQueries(input, input.Metrics);
  if (!input.Namespace || !input.MetricName) {
    throw validationError("'Namespace' and 'MetricName' must be specified for an alarm on a metric.");
  }
  if (!isStatistic(input.Statistic)) {
    throw validationError(
      constraintText('statistic', input.Statistic, `satisfy enum value set: [${STATISTICS.join(', ')}]`),
    );
  }
  const metric = { namespace: input.Namespace, name: input.MetricName, dimensions: dimensionsOf(input.Dimensions) };
  return {
    watched: { kind: 'metric', metric, statistic: input.Statistic, unit: input.Unit },
    period: wholeMinutes(input.Period),
  };
}

function ofQueries(input: PutMetricAlarmInput, given: readonly MetricDataQuery[]): WatchedAndPeriod {
  const both = OF_ONE_METRIC.filter((name) => input[name] !== undefined);
  if (both.length > 0) {
    throw validationError(`An alarm with 'Metrics' cannot have ${both.join(', ')}: 'Metrics' says what is watched.`);
  }
  const queries = metricQueries('PutMetricAlarm', given);
  tooMany('metrics', queries.metrics.length, ALARM_METRICS_MAX);
  tooMany('expressions', queries.expressions.length, ALARM_EXPRESSIONS_MAX);
  const [watched, ...others] = queries.inOrder.filter(({ returnData }) => returnData);
  if (watched === undefined || others.length > 0) {
    throw validationError('Exactly one element of the metrics list should return data.');
  }
  if (watched.kind === 'expression' && queries.calculation.type(watched.id) === 'array') {
    throw validationError(
      `Error in expression '${watched.id}' [An alarm watches a single time series, got an array of them. Make one of it with SUM, AVG, MIN, MAX, FIRST or LAST.]`,
    );
  }
  return { watched: { kind: 'queries', given, queries, id: watched.id }, period: watched.period / 1_000 };
}

function tooMany(what: string, count: number, most: number): void {
  if (count > most) throw validationError(`An alarm on metric math can have at most ${most} ${what}, got ${count}.`);
}

function wholeMinutes(period: number | undefined): number {
  if (period !== undefined && [10, 20, 30].includes(period)) {
    throw notImplemented('PutMetricAlarm', `high-resolution periods ('Period' ${period}); use a multiple of 60`);
  }
  if (period === undefined || period <= 0 || period % 60 !== 0) {
    throw validationError(`Invalid Period: ${period}. It must be 10, 20, 30 or a multiple of 60 seconds.`);
  }
  return period;
}
