import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { ALARM_WINDOW_SECONDS, LONG_ALARM_PERIOD_SECONDS } from '../../../model/limits/cloudwatch';
import { constraintText } from '../constraint';
import { type AlarmConfiguration, COMPARISONS, type Comparison, MISSING_DATA, type MissingData } from './alarm';
import { watchedAndPeriod } from './alarm-watched';
import { notImplemented, validationError } from './errors';

const ACTION = 'PutMetricAlarm';

/** Parameters that make it another kind of alarm. */
const NOT_IMPLEMENTED: Readonly<Partial<Record<keyof PutMetricAlarmInput, string>>> = {
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

/** Checks what `PutMetricAlarm` was given. */
export function alarmConfiguration(input: PutMetricAlarmInput): AlarmConfiguration {
  for (const [parameter, what] of Object.entries(NOT_IMPLEMENTED)) {
    if (Reflect.get(input, parameter) !== undefined) throw notImplemented(ACTION, what);
  }
  const { watched, period } = watchedAndPeriod(input);
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
    watched,
    period,
    ...evaluation(input, period),
    threshold: input.Threshold,
    comparison: comparison(input.ComparisonOperator),
    treatMissingData: missingData(input.TreatMissingData),
  };
}

function evaluation(input: PutMetricAlarmInput, period: number) {
  const { EvaluationPeriods: evaluationPeriods, DatapointsToAlarm: datapointsToAlarm } = input;
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
  const { shortPeriods: day, longPeriods: week } = ALARM_WINDOW_SECONDS;
  if (period < LONG_ALARM_PERIOD_SECONDS && range > day) {
    throw validationError(
      `Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${day}) for alarms using period < ${LONG_ALARM_PERIOD_SECONDS}`,
    );
  }
  if (range > week) {
    throw validationError(
      `Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= ${week}) for alarms using period >= ${LONG_ALARM_PERIOD_SECONDS}`,
    );
  }
  return { evaluationPeriods, datapointsToAlarm };
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
