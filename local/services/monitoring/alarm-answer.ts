import type { MetricAlarm, StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from './alarm';
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
    MetricName: configuration.metric.name,
    Namespace: configuration.metric.namespace,
    Statistic: configuration.statistic,
    Dimensions: dimensionList(configuration.metric.dimensions),
    Period: configuration.period,
    Unit: configuration.unit as StandardUnit | undefined,
    EvaluationPeriods: configuration.evaluationPeriods,
    DatapointsToAlarm: configuration.datapointsToAlarm,
    Threshold: configuration.threshold,
    ComparisonOperator: configuration.comparison,
    TreatMissingData: configuration.treatMissingData,
  };
}
