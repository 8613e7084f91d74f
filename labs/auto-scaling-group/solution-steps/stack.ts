import { Duration, Stack } from 'aws-cdk-lib';
import { AdjustmentType, AutoScalingGroup, GroupMetrics } from 'aws-cdk-lib/aws-autoscaling';
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
    // What waits and what is in work: at 0 nobody is ended in the middle of anything.
    group.scaleOnMetric('Backlog', {
      metric: orders.metricApproximateNumberOfMessagesOutstanding({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
      scalingSteps: [
        { upper: 0, change: -9 },
        { lower: 20, upper: 60, change: 3 },
        { lower: 60, change: 9 },
      ],
      evaluationPeriods: 3,
      // Messages do not go down at once because instances have come: what is ordered gets time to work them off.
      estimatedInstanceWarmup: Duration.minutes(10),
    });
  }
}
