import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { PropertyValues } from '../../cloudformation/property-values';
import { COMPARISONS, type Comparison } from '../../services/monitoring/alarm';
import { STATISTICS } from '../../services/monitoring/statistics';
import { FleetTemplateError } from './template-error';

/** An `AWS::CloudWatch::Alarm` as `PutMetricAlarm` takes it. */
export function alarmOf(values: PropertyValues, name: string): PutMetricAlarmInput {
  return {
    AlarmName: name,
    ActionsEnabled: values.flag('ActionsEnabled'),
    AlarmActions: values.texts('AlarmActions'),
    OKActions: values.texts('OKActions'),
    InsufficientDataActions: values.texts('InsufficientDataActions'),
    Metrics: queriesOf(values.groups('Metrics')),
    ...metricOf(values),
    Period: values.number('Period'),
    EvaluationPeriods: values.number('EvaluationPeriods'),
    DatapointsToAlarm: values.number('DatapointsToAlarm'),
    Threshold: values.number('Threshold'),
    ComparisonOperator: oneOf(Object.keys(COMPARISONS).filter(isComparison), values, 'ComparisonOperator'),
    TreatMissingData: values.text('TreatMissingData'),
  };
}

/** Of an alarm, and of target tracking's `CustomizedMetricSpecification`. */
export function metricOf(
  values: PropertyValues,
): Pick<PutMetricAlarmInput, 'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic'> {
  return {
    Namespace: values.text('Namespace'),
    MetricName: values.text('MetricName'),
    Dimensions: dimensionsOf(values),
    Statistic: oneOf(STATISTICS, values, 'Statistic'),
  };
}

export function queriesOf(values: readonly PropertyValues[] | undefined): MetricDataQuery[] | undefined {
  return values?.map((query) => ({
    Id: query.requiredText('Id'),
    Expression: query.text('Expression'),
    Label: query.text('Label'),
    Period: query.number('Period'),
    ReturnData: query.flag('ReturnData'),
    MetricStat: metricStatOf(query.group('MetricStat')),
  }));
}

function metricStatOf(values: PropertyValues | undefined): MetricDataQuery['MetricStat'] {
  const metric = values?.group('Metric');
  if (values === undefined || metric === undefined) return undefined;
  return {
    Metric: {
      Namespace: metric.text('Namespace'),
      MetricName: metric.text('MetricName'),
      Dimensions: dimensionsOf(metric),
    },
    // Target tracking's queries need no period: the minute of its alarms is meant.
    Period: values.number('Period') ?? 60,
    Stat: values.requiredText('Stat'),
  };
}

function dimensionsOf(values: PropertyValues) {
  return values
    .groups('Dimensions')
    ?.map((dimension) => ({ Name: dimension.requiredText('Name'), Value: dimension.requiredText('Value') }));
}

const isComparison = (name: string): name is Comparison => name in COMPARISONS;

function oneOf<Name extends string>(
  names: readonly Name[],
  values: PropertyValues,
  property: string,
): Name | undefined {
  const given = values.text(property);
  const known = names.find((name) => name === given);
  if (known !== undefined || given === undefined) return known;
  throw new FleetTemplateError(
    `'${property}' must be one of ${names.join(', ')}, got '${given}'. The simulation knows no others. Change the alarm or the policy.`,
  );
}
