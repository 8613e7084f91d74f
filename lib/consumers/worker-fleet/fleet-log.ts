import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { DRAINS_OUT_OF_TIME, HUNG_WORKERS, PROCESSING_TIME } from './fleet-metrics';

/** The workers' log, which says what no metric of Auto Scaling or SQS does: drains, hangs, and what messages take. */
export function createLog(
  scope: Construct,
  namespace: string,
  retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
): logs.LogGroup {
  const logGroup = new logs.LogGroup(scope, 'LogGroup', { retention, removalPolicy: RemovalPolicy.DESTROY });
  const metric = (metricName: string, pattern: string, metricValue = '1') =>
    new logs.MetricFilter(scope, metricName, {
      logGroup,
      filterPattern: logs.FilterPattern.literal(pattern),
      metricNamespace: namespace,
      metricName,
      metricValue,
    });
  metric(DRAINS_OUT_OF_TIME, '{ $.message = "worker drained" && $.complete IS FALSE }');
  metric(HUNG_WORKERS, '{ $.message = "worker hung" }');
  // One line for each message that was handled.
  metric(PROCESSING_TIME, '{ $.processingMs >= 0 }', '$.processingMs');
  return logGroup;
}
