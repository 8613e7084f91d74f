import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { MESSAGE_RETENTION } from '../../model/limits/sqs';

const DRAIN_PERIOD = Duration.minutes(5);

/**
 * The fair queue metrics of a standard queue whose messages have a `MessageGroupId`: a tenant with a backlog is a
 * noisy group, everybody else is quiet. "Available CloudWatch metrics for Amazon SQS", Amazon SQS Developer Guide.
 */
export type FairQueueMetric =
  | 'ApproximateNumberOfNoisyGroups'
  | 'ApproximateNumberOfMessagesVisibleInQuietGroups'
  | 'ApproximateNumberOfMessagesNotVisibleInQuietGroups'
  | 'ApproximateNumberOfMessagesDelayedInQuietGroups'
  | 'ApproximateAgeOfOldestMessageInQuietGroups';

export function fairQueueMetric(
  queue: IQueue,
  name: FairQueueMetric,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  return queue.metric(name, { statistic: 'Maximum', ...options });
}

/**
 * Waiting and in flight: what is still to do. In flight is reported only while there are some; what waits is, each minute,
 * so a minute without it is not published yet or the queue is out of use, and has no value here. Filled, the latest
 * minute would always be 0, and no alarm on it would go off: see `FILL`, "Using math expressions with CloudWatch metrics".
 */
export function outstanding(queue: IQueue, options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    label: 'Messages outstanding',
    ...expressionOptions(options),
    expression: 'IF(visible >= 0, visible + FILL(inFlight, 0))',
    usingMetrics: {
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      inFlight: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' }),
    },
  });
}

/**
 * Seconds until what is waiting and in flight now is done, at the rate at which messages were deleted in the period:
 * outstanding messages by outflow.
 *
 * Not by net outflow, deleted minus sent. That is negative while the queue grows, and next to nothing while a healthy
 * queue stays level, so the quotient is wrong in the first case and jumps between zero and infinity in the second.
 * The outflow alone answers in all three: a growing queue has a time to drain that grows with it.
 *
 * Without a deletion the rate is below one message in a period, so one is assumed: the least that it will take.
 * No message waits for longer than the retention period, after which SQS deletes it.
 */
export function timeToDrain(
  queue: IQueue,
  retentionSeconds: number = MESSAGE_RETENTION.max,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.MathExpression {
  const seconds = '(visible + FILL(inFlight, 0)) * PERIOD(visible) / IF(FILL(deleted, 0) > 0, FILL(deleted, 0), 1)';
  return new cloudwatch.MathExpression({
    label: 'Time to drain (seconds)',
    ...expressionOptions(options),
    period: options.period ?? DRAIN_PERIOD,
    // The condition as in `outstanding`, with which the result is missing as long as nothing is published.
    expression: `IF(visible >= 0, IF(${seconds} < ${retentionSeconds}, ${seconds}, ${retentionSeconds}))`,
    usingMetrics: {
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Average' }),
      inFlight: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Average' }),
      deleted: queue.metricNumberOfMessagesDeleted({ statistic: 'Sum' }),
    },
  });
}

function expressionOptions({ label, color, period }: cloudwatch.MetricOptions): cloudwatch.MathExpressionOptions {
  return {
    ...(label === undefined ? {} : { label }),
    ...(color === undefined ? {} : { color }),
    period: period ?? Duration.minutes(1),
  };
}
