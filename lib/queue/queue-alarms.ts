import { Duration, Lazy, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { WorkQueue } from './work-queue';
import type { QueueAlarmOptions } from './work-queue-props';

const MINUTE = Duration.minutes(1);
const LEAST_AGE_SECONDS = 900;

/** From the third receive on SQS leaves a message out of the age of the oldest message. */
const RECEIVES_IN_AGE = 3;

/** A queue without traffic for six hours reports no metrics at all: that is no reason to wake anybody. */
const QUIET = cloudwatch.TreatMissingData.NOT_BREACHING;

export interface QueueAlarms {
  readonly oldestMessage: cloudwatch.Alarm;
  readonly deadLetters: cloudwatch.Alarm;
}

export function addAlarms(
  queue: WorkQueue,
  options: QueueAlarmOptions,
  visibilityTimeoutSeconds: () => number,
): QueueAlarms {
  return {
    oldestMessage: new cloudwatch.Alarm(queue, 'OldestMessageAlarm', {
      alarmDescription: `Messages wait too long in ${queue.node.path}: its consumers fail or cannot keep up.`,
      metric: queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: MINUTE }),
      threshold: options.oldestMessageAge?.toSeconds() ?? defaultAge(visibilityTimeoutSeconds),
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: QUIET,
    }),
    // Not NumberOfMessagesSent: a message that SQS moves itself is not counted there.
    deadLetters: new cloudwatch.Alarm(queue, 'DeadLettersAlarm', {
      alarmDescription: `Messages of ${queue.node.path} failed for good and wait in its dead-letter queue.`,
      metric: queue.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: MINUTE }),
      threshold: options.deadLetters ?? 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: QUIET,
    }),
  };
}

function defaultAge(visibilityTimeoutSeconds: () => number): number {
  return Token.asNumber(
    Lazy.number({ produce: () => Math.max(LEAST_AGE_SECONDS, RECEIVES_IN_AGE * visibilityTimeoutSeconds()) }),
  );
}
