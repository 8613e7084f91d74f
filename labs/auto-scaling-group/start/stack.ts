import { Duration, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, GroupMetrics } from 'aws-cdk-lib/aws-autoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { instances } from './instances';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new Queue(this, 'Orders', { queueName: 'orders', visibilityTimeout: Duration.minutes(5) });
    const group = new AutoScalingGroup(this, 'Workers', {
      ...instances(this, orders),
      minCapacity: 1,
      maxCapacity: 10,
      groupMetrics: [GroupMetrics.all()],
      defaultInstanceWarmup: Duration.minutes(2),
    });
    // TODO(lab): a hundred and fifty orders wait, and one instance works.
    group.scaleToTrackMetric('Processor', {
      metric: new Metric({
        namespace: 'CWAgent',
        metricName: 'cpu_usage_active',
        dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
      }),
      targetValue: 50,
    });
  }
}
