import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { DRAINS_OUT_OF_TIME } from './fleet-metrics';

/** The workers' log, which says of each drain how it went: no metric of Auto Scaling does. */
export function createLog(
  scope: Construct,
  namespace: string,
  retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
): logs.LogGroup {
  const logGroup = new logs.LogGroup(scope, 'LogGroup', { retention, removalPolicy: RemovalPolicy.DESTROY });
  new logs.MetricFilter(scope, 'DrainsOutOfTime', {
    logGroup,
    filterPattern: logs.FilterPattern.literal('{ $.message = "worker drained" && $.complete IS FALSE }'),
    metricNamespace: namespace,
    metricName: DRAINS_OUT_OF_TIME,
    metricValue: '1',
  });
  return logGroup;
}
