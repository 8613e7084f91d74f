import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { CONSUMER_METRICS, QUEUE_DIMENSION } from '../../model/consumer-metrics';
import type { ConsumerMetricsSource } from './queue-dashboard-props';

const MINUTE = Duration.minutes(1);
const FROM_ZERO = { min: 0, showUnits: false };
const THIRD = { width: 8, height: 6, leftYAxis: FROM_ZERO };
const PERCENTILES = ['p50', 'p95', 'p99'];
const OUTCOMES = ['succeeded', 'retried', 'deadLettered', 'released'] as const;

/** What the consumers of a queue publish themselves. */
export function consumerWidgets(queue: IQueue, source: ConsumerMetricsSource): cloudwatch.IWidget[] {
  const metric = (name: keyof typeof CONSUMER_METRICS, statistic: string, label?: string): cloudwatch.Metric =>
    new cloudwatch.Metric({
      namespace: source.namespace,
      metricName: CONSUMER_METRICS[name].name,
      dimensionsMap: {
        ...(source.dimensions ?? { service: 'service_undefined' }),
        [QUEUE_DIMENSION]: queue.queueName,
      },
      period: MINUTE,
      statistic,
      label,
    });
  return [
    new cloudwatch.GraphWidget({ title: 'Requests per message', ...THIRD, left: [requestsPerMessage(metric)] }),
    new cloudwatch.GraphWidget({
      title: 'Processing time (milliseconds)',
      ...THIRD,
      left: PERCENTILES.map((percentile) => metric('processingTime', percentile, percentile)),
    }),
    new cloudwatch.GraphWidget({
      title: 'Outcomes per minute',
      ...THIRD,
      left: OUTCOMES.map((outcome) => metric(outcome, 'Sum', CONSUMER_METRICS[outcome].name)),
    }),
  ];
}

/** Of all messages together. The mean of the published ratios would weigh a batch of one as much as one of ten. */
function requestsPerMessage(
  metric: (name: keyof typeof CONSUMER_METRICS, statistic: string) => cloudwatch.Metric,
): cloudwatch.MathExpression {
  const done = '(FILL(succeeded, 0) + FILL(deadLettered, 0))';
  return new cloudwatch.MathExpression({
    label: CONSUMER_METRICS.requestsPerMessage.name,
    expression: `IF(${done} > 0, FILL(requests, 0) / ${done}, 0)`,
    period: MINUTE,
    usingMetrics: {
      requests: metric('requests', 'Sum'),
      succeeded: metric('succeeded', 'Sum'),
      deadLettered: metric('deadLettered', 'Sum'),
    },
  });
}
