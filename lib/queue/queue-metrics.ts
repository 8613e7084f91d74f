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

/** Waiting and in flight: what is still to do. */
export function outstanding(queue: IQueue, options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    label: 'Messages outstanding',
    ...expressionOptions(options),
    expression: 'FILL(visible, 0) + FILL(inFlight, 0)',
    usingMetrics: {
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      inFlight: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' }),
    },
  });
}

/**
 * Seconds until the queue is empty if messages go on coming and leaving as now. While it grows it never will be:
 * that reads as the retention period, after which messages expire, so an alarm on this still goes off. A plain
 * division would turn negative there.
 */
export function timeToDrain(
  queue: IQueue,
  retentionSeconds: number = MESSAGE_RETENTION.max,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.MathExpression {
  const period = options.period ?? DRAIN_PERIOD;
  const left = 'FILL(visible, 0) + FILL(inFlight, 0)';
  const shrinkage = '(FILL(deleted, 0) - FILL(sent, 0))';
  const seconds = `(${left}) * PERIOD(visible) / ${shrinkage}`;
  const bounded = `IF(${shrinkage} > 0, IF(${seconds} < ${retentionSeconds}, ${seconds}, ${retentionSeconds}), ${retentionSeconds})`;
  return new cloudwatch.MathExpression({
    label: 'Time to drain (seconds)',
    ...expressionOptions(options),
    period,
    expression: `IF(${left} > 0, ${bounded}, 0)`,
    usingMetrics: {
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      inFlight: queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum' }),
      deleted: queue.metricNumberOfMessagesDeleted({ statistic: 'Sum' }),
      sent: queue.metricNumberOfMessagesSent({ statistic: 'Sum' }),
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
