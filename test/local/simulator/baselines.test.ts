import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { acceptableBacklog, queueProcessingSteps } from '../../../local/simulator/compare/baselines';
import { confidence, difference } from '../../../local/simulator/compare/confidence';
import { readFleet } from '../../../local/simulator/template/read-fleet';
import { newApp } from '../../lib/synthesis';

/** The steps that QueueProcessingService scales by, as CDK itself writes them for a group. */
function cdkSteps() {
  const stack = new Stack(newApp(), 'Cdk');
  const group = new autoscaling.AutoScalingGroup(stack, 'Group', {
    vpc: new ec2.Vpc(stack, 'Vpc'),
    instanceType: new ec2.InstanceType('t4g.small'),
    machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    minCapacity: 1,
    maxCapacity: 5,
  });
  group.scaleOnMetric('QueueMessagesVisibleScaling', {
    metric: new sqs.Queue(stack, 'Jobs').metricApproximateNumberOfMessagesVisible(),
    scalingSteps: [
      { upper: 0, change: -1 },
      { lower: 100, change: +1 },
      { lower: 500, change: +5 },
    ],
  });
  return readFleet(Template.fromStack(stack).toJSON());
}

test("the baseline of CDK's queue steps is what CDK writes", () => {
  const written = cdkSteps();
  const ours = queueProcessingSteps(written);
  const policies = ({ policies: all }: Pick<typeof written, 'policies'>) =>
    all.map(({ policy }) => (policy.type === 'StepScaling' ? [policy.adjustment, policy.steps] : policy.type));
  const alarms = ({ alarms: all }: Pick<typeof written, 'alarms'>) =>
    all.map(({ AlarmName: _name, AlarmActions: _actions, ...alarm }) =>
      Object.fromEntries(Object.entries(alarm).filter(([, value]) => value !== undefined)),
    );
  expect(policies(ours)).toEqual(policies(written));
  expect(alarms(ours)).toEqual(alarms(written));
});

test('the acceptable backlog is what one instance works off in time, and at least a message', () => {
  expect(acceptableBacklog({ processingTime: 10, acceptableLatency: 120, concurrency: 4 })).toBe(48);
  expect(acceptableBacklog({ processingTime: 600, acceptableLatency: 60, concurrency: 4 })).toBe(1);
});

test("confidence intervals are Student's, and differences are taken run by run", () => {
  // Ten values with mean 5.5 and standard deviation 3.0277: 2.262 x 3.0277 / sqrt(10).
  const { mean, margin } = confidence([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(mean).toBe(5.5);
  expect(margin).toBeCloseTo(2.1657, 3);
  expect(confidence([3]).margin).toBe(Number.POSITIVE_INFINITY);
  expect(difference([10, 20, 30], [9, 19, 29])).toEqual({ mean: 1, margin: 0 });
});
