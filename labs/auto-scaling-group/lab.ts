import { defineLab } from '../contract';
import { play } from './play';

export const autoScalingGroup = defineLab(
  {
    slug: 'auto-scaling-group',
    title: 'An Auto Scaling group that scales on queue depth',
    minutes: 15,
    story:
      'Workers on EC2 charge the orders of a shop. Each takes a minute, in which the worker waits for the bank and its processor does nothing. The group may have 1 to 10 instances and holds their processors, as the CloudWatch agent reports them, at 50 percent. Then the sale begins. A hundred and fifty orders come at once, one instance goes on as if nothing had happened, and customers wait for hours. For the fifty that come later by a newsletter it is the same.',
    task: 'Each order is begun within 30 minutes, and no worker is ended in the middle of one: that customer would be charged twice. For the fifty orders of the newsletter 7 instances are enough, in the end at most one is left, and there are never more than 10, because the bank takes no more connections.',
    edit: 'stack.ts',
    question: {
      text: 'An Auto Scaling group of EC2 instances consumes an SQS queue. On which metric should target tracking scale it?',
      answers: [
        'The average CPU utilization of the group',
        'ApproximateNumberOfMessagesVisible of the queue',
        'The messages that wait, divided by the instances in service: the backlog per instance',
        'NumberOfEmptyReceives of the queue',
      ],
      right: 2,
      because:
        'Target tracking supposes that twice the instances make half the value. That holds for the backlog per instance. The number of messages alone does not go down because an instance has come, and the processor says nothing of what waits.',
    },
    hints: [
      'Look at what the policy tracks, and at its value while the orders pile up. When that is repaired, look at what happens to an order in work when the group gets smaller. The workers read in the metadata of their instance that it is to go, take nothing more, end what they have and complete the lifecycle hook: there is none.',
      'Backlog per instance = ApproximateNumberOfMessagesVisible / GroupInServiceInstances. Its target is what one instance gets done in the time that an order may wait: 10, at a minute for each and ten minutes. Four to five minutes go by until new instances work, so leave room. Target tracking takes metric math in a customized metric, which of the constructs only CfnScalingPolicy can write; scaleOnMetric makes step policies. A lifecycle hook for autoscaling:EC2_INSTANCE_TERMINATING keeps an instance until its worker has completed it, or its heartbeat timeout is over.',
      "In stack.ts: group.addLifecycleHook('Drain', { lifecycleTransition: LifecycleTransition.INSTANCE_TERMINATING, heartbeatTimeout: Duration.minutes(5) }), and in place of scaleToTrackMetric new CfnScalingPolicy(this, 'Backlog', { policyType: 'TargetTrackingScaling', autoScalingGroupName: group.autoScalingGroupName, targetTrackingConfiguration: { targetValue: 10, customizedMetricSpecification: { metrics: [...] } } }) with both metrics and the expression 'visible / instances'. Or scaleOnMetric with steps on metricApproximateNumberOfMessagesOutstanding and an estimatedInstanceWarmup of ten minutes: that metric is 0 when nothing waits and nothing is in work, so nobody is ended in the middle.",
    ],
    commandLines: [
      'GROUP=$(aws autoscaling describe-auto-scaling-groups --query "AutoScalingGroups[0].AutoScalingGroupName" --output text)',
      'aws autoscaling describe-policies --auto-scaling-group-name "$GROUP"',
      'aws autoscaling put-lifecycle-hook --auto-scaling-group-name "$GROUP" --lifecycle-hook-name drain --lifecycle-transition autoscaling:EC2_INSTANCE_TERMINATING --heartbeat-timeout 300',
      `aws autoscaling put-scaling-policy --auto-scaling-group-name "$GROUP" --policy-name backlog --policy-type TargetTrackingScaling --target-tracking-configuration '{"TargetValue":10,"CustomizedMetricSpecification":{"Metrics":[{"Id":"visible","ReturnData":false,"MetricStat":{"Stat":"Average","Metric":{"Namespace":"AWS/SQS","MetricName":"ApproximateNumberOfMessagesVisible","Dimensions":[{"Name":"QueueName","Value":"orders"}]}}},{"Id":"instances","ReturnData":false,"MetricStat":{"Stat":"Average","Metric":{"Namespace":"AWS/AutoScaling","MetricName":"GroupInServiceInstances","Dimensions":[{"Name":"AutoScalingGroupName","Value":"'"$GROUP"'"}]}}},{"Id":"backlog","Expression":"visible / instances"}]}}'`,
      'aws autoscaling describe-scaling-activities --auto-scaling-group-name "$GROUP"',
    ],
    lesson:
      'Scale consumers on what waits for each of them, not on how busy their processors are, and let scale-in wait until a worker has ended what it has. WorkerFleet of cdk-spillway comes with both, and scales from zero; spillway simulate says before the deployment what a policy makes of a rush.',
    exam: [
      {
        fact: 'An Auto Scaling group that consumes a queue scales on the backlog per instance: visible messages by instances in service.',
      },
      {
        fact: 'The target of the backlog per instance is the acceptable latency divided by the time that a message takes.',
      },
      { fact: 'Target tracking needs a metric that goes down in proportion as the capacity goes up.' },
      {
        fact: 'A lifecycle hook lets an instance end its work before it is terminated; scale-in protection keeps it from being chosen.',
      },
    ],
    solutions: ['solution', 'solution-steps'],
    startFails: ['Each order is begun within 30 minutes'],
  },
  play,
);
