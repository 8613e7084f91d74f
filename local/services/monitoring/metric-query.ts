import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { EXPRESSION_LENGTH_MAX, QUERY_ID } from '../../../model/limits/cloudwatch';
import { Calculation, MetricMathError } from '../../../model/metric-math';
import { constraintText } from '../constraint';
import { missingParameter, notImplemented, validationError } from './errors';
import type { MetricIdentity } from './metric-store';
import { dimensionsOf } from './monitoring-context';
import { checkPeriod } from './read-range';
import { isStatistic, type StatisticName } from './statistics';

export interface MetricQuery {
  readonly kind: 'metric';
  readonly id: string;
  readonly label: string;
  readonly metric: MetricIdentity;
  /** Milliseconds. */
  readonly period: number;
  readonly statistic: StatisticName;
  readonly unit: string | undefined;
  readonly returnData: boolean;
}

export interface ExpressionQuery {
  readonly kind: 'expression';
  readonly id: string;
  readonly label: string;
  readonly expression: string;
  /** Milliseconds: that of the metrics, which the query itself need not repeat. */
  readonly period: number;
  readonly returnData: boolean;
}

/** The list that `GetMetricData` and `PutMetricAlarm` take: metrics, and expressions over them. */
export interface MetricQueries {
  readonly inOrder: readonly (MetricQuery | ExpressionQuery)[];
  readonly metrics: readonly MetricQuery[];
  readonly expressions: readonly ExpressionQuery[];
  readonly calculation: Calculation;
}

type Action = 'GetMetricData' | 'PutMetricAlarm';

export function metricQueries(action: Action, input: readonly MetricDataQuery[]): MetricQueries {
  const ids = new Set<string>();
  for (const { Id: id = '' } of input) {
    if (!QUERY_ID.test(id)) {
      throw validationError(
        `The value '${id}' for parameter MetricDataQueries.Id is not matching the expression ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
    if (ids.has(id)) throw validationError('The values for parameter id in MetricDataQueries must be unique.');
    ids.add(id);
  }
  const parsed = new Map(input.filter(isMetric).map((query) => [query, metricQuery(action, query)]));
  const metrics = [...parsed.values()];
  const inOrder = input.map((query) => parsed.get(query) ?? expressionQuery(action, query, metrics));
  const expressions = inOrder.filter((query) => query.kind === 'expression');
  return { inOrder, metrics, expressions, calculation: calculationOf(action, metrics, expressions) };
}

function isMetric(query: MetricDataQuery): boolean {
  return query.Expression === undefined;
}

function metricQuery(action: Action, query: MetricDataQuery): MetricQuery {
  const { id, returnData } = common(action, query);
  const stat = query.MetricStat;
  const { Namespace: namespace, MetricName: name, Dimensions } = stat?.Metric ?? {};
  if (stat === undefined || !namespace || !name) throw missingParameter('MetricDataQueries.MetricStat');
  if (!isStatistic(stat.Stat)) throw notImplemented(action, `the statistic '${stat.Stat}'`);
  return {
    kind: 'metric',
    id,
    label: query.Label ?? name,
    metric: { namespace, name, dimensions: dimensionsOf(Dimensions) },
    period: checkPeriod(action, stat.Period),
    statistic: stat.Stat,
    unit: stat.Unit,
    returnData,
  };
}

function expressionQuery(action: Action, query: MetricDataQuery, metrics: readonly MetricQuery[]): ExpressionQuery {
  const { id, returnData } = common(action, query);
  const expression = query.Expression ?? '';
  if (query.MetricStat !== undefined) {
    throw validationError(`Either Expression or MetricStat must be given, '${id}' has both.`);
  }
  if (expression.length < 1 || expression.length > EXPRESSION_LENGTH_MAX) {
    const rule = `have length between 1 and ${EXPRESSION_LENGTH_MAX}`;
    throw validationError(constraintText('metricDataQueries.expression', expression, rule));
  }
  if (/^\s*SELECT\b/i.test(expression))
    throw notImplemented(action, `Metrics Insights queries ('Expression' of '${id}')`);
  const periods = new Set(metrics.map(({ period }) => period));
  if (query.Period !== undefined) periods.add(checkPeriod(action, query.Period));
  const [period, ...others] = periods;
  if (period === undefined)
    throw missingParameter(`MetricDataQueries.Period (of '${id}', which has no metric to take it from)`);
  if (others.length > 0) {
    // "Each metric must be using the same period": so it is with alarms. GetMetricData has rules of its own for others.
    const listed = [...periods].map((each) => each / 1_000).join(', ');
    if (action === 'PutMetricAlarm') {
      throw validationError(`All metrics and expressions of an alarm must have the same Period, got ${listed}.`);
    }
    throw notImplemented(action, `expressions in a request whose metrics have different periods (${listed})`);
  }
  return { kind: 'expression', id, label: query.Label ?? id, expression, period, returnData };
}

function common(action: Action, query: MetricDataQuery): { readonly id: string; readonly returnData: boolean } {
  const id = query.Id ?? '';
  if (query.AccountId !== undefined) throw notImplemented(action, `other accounts ('AccountId' of '${id}')`);
  if (query.Label?.includes('${')) throw notImplemented(action, `dynamic labels ('Label' of '${id}')`);
  return { id, returnData: query.ReturnData ?? true };
}

function calculationOf(
  action: Action,
  metrics: readonly MetricQuery[],
  expressions: readonly ExpressionQuery[],
): Calculation {
  try {
    const calculation = new Calculation(
      metrics.map(({ id }) => id),
      expressions,
    );
    for (const { id, returnData } of expressions) {
      if (!returnData || calculation.type(id) !== 'scalar') continue;
      throw validationError(
        `Error in expression '${id}' [The result must be a time series or an array of them, got a number. Make one of it with TIME_SERIES.]`,
      );
    }
    return calculation;
  } catch (error) {
    if (!(error instanceof MetricMathError)) throw error;
    if (error.notOffered !== undefined) throw notImplemented(action, `${error.notOffered} in metric math`);
    throw validationError(error.message);
  }
}
