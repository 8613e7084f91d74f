import { SUBJECT } from '../../../model/limits/sns';
import { regionName } from '../../../model/region-name';
import type { Alarm, AlarmConfiguration, AlarmState } from './alarm';
import type { Dimension } from './metric-store';
import { amazonTime } from './reason-data';
import type { StatisticName } from './statistics';

/** What CloudWatch publishes to a topic when an alarm changes its state. */
export interface AlarmNotification {
  readonly subject: string;
  /** JSON. */
  readonly message: string;
}

const STATISTIC_WORDS: Readonly<Record<StatisticName, string>> = {
  SampleCount: 'SAMPLE_COUNT',
  Average: 'AVERAGE',
  Sum: 'SUM',
  Minimum: 'MINIMUM',
  Maximum: 'MAXIMUM',
};

export function alarmNotification(alarm: Alarm, previous: AlarmState): AlarmNotification {
  const { configuration, place } = alarm;
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: configuration.description ?? null,
    AWSAccountId: place.account,
    AlarmConfigurationUpdatedTimestamp: amazonTime(alarm.configurationUpdated),
    NewStateValue: alarm.state,
    NewStateReason: alarm.stateReason,
    StateChangeTime: amazonTime(alarm.stateTransitioned),
    Region: regionName(place.region),
    AlarmArn: alarm.arn,
    OldStateValue: previous,
    OKActions: configuration.actions.OK,
    AlarmActions: configuration.actions.ALARM,
    InsufficientDataActions: configuration.actions.INSUFFICIENT_DATA,
    Trigger: trigger(configuration),
  };
  return { subject: subject(alarm), message: JSON.stringify(message) };
}

/** A subject is ASCII of a limited length, a name need not be. */
function subject({ name, state, place }: Alarm): string {
  const text = (shown: string) => `${state}: "${shown}" in ${regionName(place.region)}`;
  const ascii = name.replace(/[^ -~]/g, '?');
  const room = SUBJECT.max - text('').length;
  return text(ascii.length <= room ? ascii : `${ascii.slice(0, room - 3)}...`);
}

function trigger(configuration: AlarmConfiguration): object {
  const { watched, period } = configuration;
  const judgement = {
    Period: period,
    EvaluationPeriods: configuration.evaluationPeriods,
    DatapointsToAlarm: configuration.datapointsToAlarm,
    ComparisonOperator: configuration.comparison,
    Threshold: configuration.threshold,
    TreatMissingData: configuration.treatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: '',
  };
  if (watched.kind === 'metric') {
    const { metric, statistic, unit } = watched;
    return {
      MetricName: metric.name,
      Namespace: metric.namespace,
      StatisticType: 'Statistic',
      Statistic: STATISTIC_WORDS[statistic],
      Unit: unit ?? null,
      Dimensions: dimensionList(metric.dimensions),
      ...judgement,
    };
  }
  const Metrics = watched.queries.inOrder.map((query) =>
    query.kind === 'expression'
      ? { Expression: query.expression, Id: query.id, Label: query.label, ReturnData: query.returnData }
      : {
          Id: query.id,
          Label: query.label,
          MetricStat: {
            Metric: {
              Dimensions: dimensionList(query.metric.dimensions),
              MetricName: query.metric.name,
              Namespace: query.metric.namespace,
            },
            Period: query.period / 1_000,
            Stat: query.statistic,
            Unit: query.unit,
          },
          ReturnData: query.returnData,
        },
  );
  return { ...judgement, Metrics };
}

/** In this message, and nowhere else, their fields begin with a lowercase letter. */
function dimensionList(dimensions: readonly Dimension[]): object[] {
  return dimensions.map(({ name, value }) => ({ value, name }));
}
