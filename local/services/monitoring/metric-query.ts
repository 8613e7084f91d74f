import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { missingParameter, notImplemented, validationError } from './errors';
import type { MetricIdentity } from './metric-store';
import { dimensionsOf } from './monitoring-context';
import { checkPeriod } from './read-range';
import { isStatistic, type StatisticName } from './statistics';

const ACTION = 'GetMetricData';

/** "GetMetricData", CloudWatch API Reference. */
const MAX_QUERIES = 500;

export interface MetricQuery {
  readonly id: string;
  readonly label: string;
  readonly metric: MetricIdentity;
  /** Milliseconds. */
  readonly period: number;
  readonly statistic: StatisticName;
  readonly unit: string | undefined;
  readonly returnData: boolean;
}

export function metricQueries(input: readonly MetricDataQuery[] | undefined): readonly MetricQuery[] {
  if (input === undefined || input.length === 0) throw missingParameter('MetricDataQueries');
  if (input.length > MAX_QUERIES) {
    throw validationError(`The collection MetricDataQueries must not have more than ${MAX_QUERIES} members.`);
  }
  const ids = new Set<string>();
  return input.map((query) => {
    const parsed = metricQuery(query);
    if (ids.has(parsed.id)) throw validationError(`The values for parameter id in MetricDataQueries must be unique.`);
    ids.add(parsed.id);
    return parsed;
  });
}

function metricQuery(query: MetricDataQuery): MetricQuery {
  const id = query.Id ?? '';
  if (!/^[a-z]\w*$/.test(id)) {
    throw validationError(
      `The value '${id}' for parameter MetricDataQueries.Id is not matching the expression ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (query.Expression !== undefined) throw notImplemented(ACTION, `metric math ('Expression' of '${id}')`);
  if (query.AccountId !== undefined) throw notImplemented(ACTION, `other accounts ('AccountId' of '${id}')`);
  const stat = query.MetricStat;
  const { Namespace: namespace, MetricName: name, Dimensions } = stat?.Metric ?? {};
  if (stat === undefined || !namespace || !name) throw missingParameter('MetricDataQueries.MetricStat');
  if (query.Label?.includes('${')) throw notImplemented(ACTION, `dynamic labels ('Label' of '${id}')`);
  if (!isStatistic(stat.Stat)) throw notImplemented(ACTION, `the statistic '${stat.Stat}'`);
  return {
    id,
    label: query.Label ?? name,
    metric: { namespace, name, dimensions: dimensionsOf(Dimensions) },
    period: checkPeriod(ACTION, stat.Period),
    statistic: stat.Stat,
    unit: stat.Unit,
    returnData: query.ReturnData ?? true,
  };
}
