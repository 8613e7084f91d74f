import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { constraintText } from '../constraint';
import { type AlarmConfiguration, COMPARISONS, type Comparison, MISSING_DATA, type MissingData } from './alarm';
import { notImplemented, validationError } from './errors';
import { dimensionsOf } from './monitoring-context';
import { isStatistic, STATISTICS } from './statistics';

const ACTION = 'PutMetricAlarm';

/** "PutMetricAlarm", CloudWatch API Reference: seconds that an alarm may look back. */
const DAY = 86_400;
const WEEK = 604_800;

/** Parameters that make it another kind of alarm. */
const NOT_IMPLEMENTED: Readonly<Partial<Record<keyof PutMetricAlarmInput, string>>> = {
  Metrics: "metric math and metric queries ('Metrics')",
  ThresholdMetricId: "anomaly detection ('ThresholdMetricId')",
  ExtendedStatistic: "percentiles and other extended statistics ('ExtendedStatistic')",
  EvaluateLowSampleCountPercentile: "percentiles ('EvaluateLowSampleCountPercentile')",
  EvaluationWindow: "'EvaluationWindow'",
  WarmUpConfiguration: "'WarmUpConfiguration'",
  EvaluationCriteria: "'EvaluationCriteria'",
  EvaluationInterval: "'EvaluationInterval'",
  ActionConfiguration: "'ActionConfiguration'",
};

export function alarmName(value: string | undefined): string {
  if (!value) throw validationError(constraintText('alarmName', value, 'have length greater than or equal to 1'));
  if (value.length > 255) {
    throw validationError(constraintText('alarmName', value, 'have length less than or equal to 255'));
  }
  return value;
}

/** Checks what `PutMetricAlarm` was given, for an alarm on one metric. */
export function alarmConfiguration(input: PutMetricAlarmInput): AlarmConfiguration {
  for (const [parameter, what] of Object.entries(NOT_IMPLEMENTED)) {
    if (Reflect.get(input, parameter) !== undefined) throw notImplemented(ACTION, what);
  }
  if (!input.Namespace || !input.MetricName) {
    throw validationError("'Namespace' and 'MetricName' must be specified for an alarm on a metric.");
  }
  if (!isStatistic(input.Statistic)) {
    throw validationError(
      constraintText('statistic', input.Statistic, `satisfy enum value set: [${STATISTICS.join(', ')}]`),
    );
  }
  if (input.Threshold === undefined || !Number.isFinite(input.Threshold)) {
    throw validationError(`'Threshold' must be a finite number, got ${input.Threshold}.`);
  }
  return {
    description: input.AlarmDescription,
    actionsEnabled: input.ActionsEnabled ?? true,
    actions: {
      OK: input.OKActions ?? [],
      ALARM: input.AlarmActions ?? [],
      INSUFFICIENT_DATA: input.InsufficientDataActions ?? [],
    },
    metric: { namespace: input.Namespace, name: input.MetricName, dimensions: dimensionsOf(input.Dimensions) },
    statistic: input.Statistic,
    unit: input.Unit,
    ...periods(input),
    threshold: input.Threshold,
    comparison: comparison(input.ComparisonOperator),
    treatMissingData: missingData(input.TreatMissingData),
  };
}

function periods(input: PutMetricAlarmInput) {
  const { Period: period, EvaluationPeriods: evaluationPeriods, DatapointsToAlarm: datapointsToAlarm } = input;
  if (period !== undefined && [10, 20, 30].includes(period)) {
    throw notImplemented(ACTION, `high-resolution periods ('Period' ${period}); use a multiple of 60`);
  }
  if (period === undefined || period <= 0 || period % 60 !== 0) {
    throw validationError(`Invalid Period: ${period}. It must be 10, 20, 30 or a multiple of 60 seconds.`);
  }
  if (evaluationPeriods === undefined || evaluationPeriods < 1) {
    throw validationError(
      constraintText('evaluationPeriods', evaluationPeriods, 'have value greater than or equal to 1'),
    );
  }
  if (datapointsToAlarm !== undefined && (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods)) {
    throw validationError(
      `DatapointsToAlarm must be between 1 and EvaluationPeriods (${evaluationPeriods}), got ${datapointsToAlarm}.`,
    );
  }
  const range = period * evaluationPeriods;
  if (period < 3_600 && range > DAY) {
    throw validationError(
      `Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${DAY}) for alarms using period < 3600`,
    );
  }
  if (range > WEEK) {
    throw validationError(
      `Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= ${WEEK}) for alarms using period >= 3600`,
    );
  }
  return { period, evaluationPeriods, datapointsToAlarm };
}

function comparison(value: string | undefined): Comparison {
  const known = Object.keys(COMPARISONS).find((name): name is Comparison => name === value);
  if (known !== undefined) return known;
  if (value?.includes('LowerOrGreater') || value?.endsWith('UpperThreshold') || value?.endsWith('LowerThreshold')) {
    throw notImplemented(ACTION, `anomaly detection ('ComparisonOperator' ${value})`);
  }
  throw validationError(
    constraintText('comparisonOperator', value, `satisfy enum value set: [${Object.keys(COMPARISONS).join(', ')}]`),
  );
}

function missingData(value: string | undefined): MissingData | undefined {
  const known = MISSING_DATA.find((name) => name === value);
  if (value !== undefined && known === undefined) {
    throw validationError(`Value [${value}] for TreatMissingData must be one of ${MISSING_DATA.join(', ')}.`);
  }
  return known;
}
