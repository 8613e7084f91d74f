import { Duration, Lazy, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { notify } from './alarm-topic';
import type { WorkQueue } from './work-queue';
import type { QueueAlarmOptions } from './work-queue-props';

const MINUTE = Duration.minutes(1);
const LEAST_AGE_SECONDS = 900;

/** From the third receive on SQS leaves a message out of the age of the oldest message. */
const RECEIVES_IN_AGE = 3;

/** 5-minute periods in a row, so that a burst which the consumers digest wakes nobody. */
const DRAIN_PERIODS = 3;

/** A queue without traffic for six hours reports no metrics at all: that is no reason to wake anybody. */
const QUIET = cloudwatch.TreatMissingData.NOT_BREACHING;

export interface QueueAlarms {
  readonly oldestMessage: cloudwatch.Alarm;
  readonly deadLetters: cloudwatch.Alarm;

  /** With `alarms.timeToDrain`. */
  readonly timeToDrain?: cloudwatch.Alarm;

  /** With `alarms.quietGroupsAge`. */
  readonly quietGroups?: cloudwatch.Alarm;
}

export function addAlarms(
  queue: WorkQueue,
  options: QueueAlarmOptions,
  visibilityTimeoutSeconds: () => number,
): QueueAlarms {
  const oneMinute = { statistic: 'Maximum', period: MINUTE };
  const { timeToDrain, quietGroupsAge } = options;
  const alarms: QueueAlarms = {
    oldestMessage: addAlarm(queue, 'OldestMessageAlarm', {
      alarmDescription: `Messages wait too long in ${queue.node.path}: its consumers fail or cannot keep up.`,
      metric: queue.metricApproximateAgeOfOldestMessage(oneMinute),
      threshold: options.oldestMessageAge?.toSeconds() ?? defaultAge(visibilityTimeoutSeconds),
    }),
    // Not NumberOfMessagesSent: a message that SQS moves itself is not counted there.
    deadLetters: addAlarm(queue, 'DeadLettersAlarm', {
      alarmDescription: `Messages of ${queue.node.path} failed for good and wait in its dead-letter queue.`,
      metric: queue.deadLetterQueue.metricApproximateNumberOfMessagesVisible(oneMinute),
      threshold: options.deadLetters ?? 1,
    }),
    timeToDrain:
      timeToDrain &&
      addAlarm(queue, 'TimeToDrainAlarm', {
        alarmDescription: `${queue.node.path} takes too long to work off what waits in it: add consumers.`,
        metric: queue.metricTimeToDrain(),
        threshold: timeToDrain.toSeconds(),
        evaluationPeriods: DRAIN_PERIODS,
      }),
    quietGroups:
      quietGroupsAge &&
      addAlarm(queue, 'QuietGroupsAlarm', {
        alarmDescription: `Message groups without a backlog of their own wait too long in ${queue.node.path}.`,
        metric: queue.metricFairQueue('ApproximateAgeOfOldestMessageInQuietGroups', oneMinute),
        threshold: quietGroupsAge.toSeconds(),
      }),
  };
  notify(options.topic, Object.values(alarms));
  return alarms;
}

function addAlarm(
  queue: WorkQueue,
  id: string,
  props: Omit<cloudwatch.AlarmProps, 'evaluationPeriods'> & { readonly evaluationPeriods?: number },
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(queue, id, {
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: QUIET,
    ...props,
  });
}

function defaultAge(visibilityTimeoutSeconds: () => number): number {
  return Token.asNumber(
    Lazy.number({ produce: () => Math.max(LEAST_AGE_SECONDS, RECEIVES_IN_AGE * visibilityTimeoutSeconds()) }),
  );
}
