import { ALARM_WINDOW_SECONDS, LONG_ALARM_PERIOD_SECONDS } from '../../../model/limits/cloudwatch';
import { listOf } from '../template/stack-template';
import { reader, type TemplateRule } from '../template/template-rule';
import { location, resourceRule } from './rule-kinds';

const ALARM = 'AWS::CloudWatch::Alarm';

/** AWS's own key for SNS: its policy cannot be changed. */
const SNS_MANAGED_KEY = /(^|:)alias\/aws\/sns$/;

export const ALARM_RULES: readonly TemplateRule[] = [
  resourceRule({
    id: 'AlarmThreshold',
    severity: 'error',
    title: "An alarm on a queue's metric has a threshold that the metric can cross",
    types: [ALARM],
    *judge(read) {
      const threshold = read.number(read.at('Threshold'));
      if (read.known(read.at('Namespace')) !== 'AWS/SQS' || threshold === undefined || threshold >= 0) return;
      yield {
        location: location('Threshold'),
        problem: `'Threshold' must be 0 or more on a metric of SQS, got ${threshold}`,
        consequence: 'Counts, ages and sizes are never negative, so the alarm is on for ever or never goes off',
        fix: "Set 'threshold' to 1 for the first message, or to the age in seconds that is too old",
      };
    },
  }),
  resourceRule({
    id: 'AlarmDatapoints',
    severity: 'error',
    title: 'An alarm asks for no more datapoints than it looks at',
    types: [ALARM],
    *judge(read) {
      const periods = read.number(read.at('EvaluationPeriods'));
      const datapoints = read.number(read.at('DatapointsToAlarm'));
      if (periods === undefined || datapoints === undefined || datapoints <= periods) return;
      yield {
        location: location('DatapointsToAlarm'),
        problem: `'DatapointsToAlarm' must be at most the ${periods} evaluation periods, got ${datapoints}`,
        consequence: 'CloudWatch answers ValidationError',
        fix: `Set 'datapointsToAlarm' to ${periods} or less, or leave it out`,
      };
    },
  }),
  resourceRule({
    id: 'AlarmWindow',
    severity: 'error',
    title: 'An alarm looks at no more than a day, or seven with periods of an hour',
    types: [ALARM],
    *judge(read) {
      const periods = read.number(read.at('EvaluationPeriods'));
      const period = read.number(read.at('Period'));
      if (periods === undefined || period === undefined) return;
      const { longPeriods, shortPeriods } = ALARM_WINDOW_SECONDS;
      const most = period >= LONG_ALARM_PERIOD_SECONDS ? longPeriods : shortPeriods;
      if (periods * period <= most) return;
      yield {
        location: location('EvaluationPeriods'),
        problem: `'EvaluationPeriods' must be at most ${Math.floor(most / period)} with periods of ${period} seconds, got ${periods}`,
        consequence: `CloudWatch answers ValidationError: it looks at ${most / 86_400} day(s) at most`,
        fix: 'Set fewer evaluationPeriods, or a longer period',
      };
    },
  }),
  resourceRule({
    id: 'AlarmTopicKey',
    severity: 'error',
    title: "No alarm notifies a topic under AWS's own key",
    types: [ALARM],
    *judge(read, templates) {
      for (const list of ['AlarmActions', 'OKActions', 'InsufficientDataActions']) {
        for (const [index, action] of listOf(read.at(list)).entries()) {
          const topic = templates.byArn(read.text(action));
          const key = topic && reader(topic, templates).known(topic.properties['KmsMasterKeyId']);
          if (topic?.type !== 'AWS::SNS::Topic' || !SNS_MANAGED_KEY.test(key ?? '')) continue;
          yield {
            location: location(list, index),
            problem: `'${list}' must be topics whose key lets CloudWatch in, got ${topic.path} under alias/aws/sns`,
            consequence:
              'The alarm goes off and nobody hears: "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."',
            fix: "Bring a kms.Key as the topic's 'masterKey' that allows cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey*",
          };
        }
      }
    },
  }),
];
