import { Duration, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, CfnScalingPolicy, GroupMetrics, LifecycleTransition } from 'aws-cdk-lib/aws-autoscaling';
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
    // Scale-in waits for the worker, which ends what it has begun.
    group.addLifecycleHook('Drain', {
      lifecycleTransition: LifecycleTransition.INSTANCE_TERMINATING,
      heartbeatTimeout: Duration.minutes(5),
    });
    // Backlog per instance: twice the instances, half the value. That is what target tracking needs.
    new CfnScalingPolicy(this, 'Backlog', {
      autoScalingGroupName: group.autoScalingGroupName,
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        // Ten messages of a minute each: the last of them waits for ten minutes.
        targetValue: 10,
        customizedMetricSpecification: {
          metrics: [
            average('visible', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', orders.queueName),
            average(
              'instances',
              'AWS/AutoScaling',
              'GroupInServiceInstances',
              'AutoScalingGroupName',
              group.autoScalingGroupName,
            ),
            { id: 'backlog', expression: 'visible / instances', returnData: true },
          ],
        },
      },
    });
  }
}

function average(
  id: string,
  namespace: string,
  metricName: string,
  name: string,
  value: string,
): CfnScalingPolicy.TargetTrackingMetricDataQueryProperty {
  return {
    id,
    returnData: false,
    metricStat: { metric: { namespace, metricName, dimensions: [{ name, value }] }, stat: 'Average', period: 60 },
  };
}
