import type { TargetTrackingConfiguration, TargetTrackingMetricDataQuery } from '@aws-sdk/client-auto-scaling';
import { userArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import { AwsError } from '../../aws-error';
import type { CallOptions, Router } from '../service';
import { validationError } from './errors';
import type { LiveGroup } from './live-group';
import { alarmsOf, type TargetTrackingAlarm } from './model';

/**
 * The alarms of a target tracking policy, put in the account's name: on AWS by the service-linked role, which may.
 * Returns their names.
 */
export async function putAlarms(
  configuration: TargetTrackingConfiguration,
  policyArn: string,
  live: LiveGroup,
  router: Router,
): Promise<readonly string[]> {
  const target = { target: configuration.TargetValue ?? 0, disableScaleIn: configuration.DisableScaleIn ?? false };
  const uuid = policyArn.split(':')[6] ?? '';
  const names: string[] = [];
  for (const alarm of alarmsOf(target)) {
    const AlarmName = `TargetTracking-${live.identity.name}-Alarm${alarm.side}-${uuid}`;
    const input = {
      AlarmName,
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policyArn}.`,
      AlarmActions: [policyArn],
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
      EvaluationPeriods: alarm.evaluationPeriods,
      ...metricOf(configuration, alarm),
    };
    await router.call('monitoring', 'PutMetricAlarm', input, inAccountsName(live));
    names.push(AlarmName);
  }
  return names;
}

export async function deleteAlarms(names: readonly string[], live: LiveGroup, router: Router): Promise<void> {
  if (names.length === 0) return;
  await router.call('monitoring', 'DeleteAlarms', { AlarmNames: names }, inAccountsName(live));
}

/** What the alarms watch: one metric, or an expression over several. */
function metricOf(configuration: TargetTrackingConfiguration, { period }: TargetTrackingAlarm): object {
  const { CustomizedMetricSpecification: custom, PredefinedMetricSpecification: predefined } = configuration;
  if (predefined !== undefined) {
    throw new AwsError(
      'NotImplemented',
      `'PredefinedMetricSpecification' must not be given to the local cloud, got ${predefined.PredefinedMetricType}. No processor, network or load balancer of its instances is measured, so the policy would never act. Give a 'CustomizedMetricSpecification': a metric of the queue or the group, one that is put with PutMetricData, or metric math over them.`,
      { status: 501 },
    );
  }
  if (custom === undefined) {
    throw validationError('Either a PredefinedMetricSpecification or a CustomizedMetricSpecification is required.');
  }
  if (custom.Metrics !== undefined) return { Metrics: custom.Metrics.map((query) => queryOf(query, period)) };
  return {
    Namespace: custom.Namespace,
    MetricName: custom.MetricName,
    Dimensions: custom.Dimensions,
    Statistic: custom.Statistic,
    Unit: custom.Unit,
    Period: custom.Period ?? period,
  };
}

/** Target tracking returns the data of a query unless it says otherwise, as alarms do. */
function queryOf(
  { Id, Expression, Label, MetricStat, Period, ReturnData }: TargetTrackingMetricDataQuery,
  period: number,
) {
  const stat = MetricStat && {
    Metric: MetricStat.Metric,
    Stat: MetricStat.Stat,
    Unit: MetricStat.Unit,
    Period: MetricStat.Period ?? Period ?? period,
  };
  const ofExpression = Expression === undefined ? undefined : (Period ?? period);
  return { Id, Expression, Label, MetricStat: stat, Period: ofExpression, ReturnData: ReturnData ?? true };
}

function inAccountsName({ identity: { account, region } }: LiveGroup): CallOptions {
  const arn = userArn({ account, partition: partitionOf(region), name: 'administrator' });
  return { principal: { kind: 'user', account, arn }, account, region };
}
