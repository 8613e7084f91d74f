import type { MetricAlarm, StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { Alarm, AlarmConfiguration } from './alarm';
import { dimensionList } from './monitoring-context';

/** An alarm as `DescribeAlarms` answers it. */
export function alarmAnswer(alarm: Alarm): MetricAlarm {
  const { configuration } = alarm;
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: configuration.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configurationUpdated),
    ActionsEnabled: configuration.actionsEnabled,
    OKActions: [...configuration.actions.OK],
    AlarmActions: [...configuration.actions.ALARM],
    InsufficientDataActions: [...configuration.actions.INSUFFICIENT_DATA],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    StateReasonData: alarm.stateReasonData,
    StateUpdatedTimestamp: new Date(alarm.stateUpdated),
    StateTransitionedTimestamp: new Date(alarm.stateTransitioned),
    ...watchedAnswer(configuration),
    EvaluationPeriods: configuration.evaluationPeriods,
    DatapointsToAlarm: configuration.datapointsToAlarm,
    Threshold: configuration.threshold,
    ComparisonOperator: configuration.comparison,
    TreatMissingData: configuration.treatMissingData,
  };
}

function watchedAnswer({ watched, period }: AlarmConfiguration): Partial<MetricAlarm> {
  if (watched.kind === 'queries') {
    const Metrics = watched.given.map((query) => ({ ...query, ReturnData: query.ReturnData ?? true }));
    return { Metrics, Dimensions: [] };
  }
  const { metric, statistic, unit } = watched;
  return {
    MetricName: metric.name,
    Namespace: metric.namespace,
    Statistic: statistic,
    Dimensions: dimensionList(metric.dimensions),
    Period: period,
    Unit: unit as StandardUnit | undefined,
  };
}
