import {
  DeletePolicyCommand,
  DescribePoliciesCommand,
  EnableMetricsCollectionCommand,
  ExecutePolicyCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AutoScalingCloud, GROUP } from './autoscaling-cloud';

const MINUTE = 60_000;

let it: AutoScalingCloud;
let cloudWatch: CloudWatchClient;

beforeEach(async () => {
  it = await AutoScalingCloud.start();
  cloudWatch = it.cloud.client(CloudWatchClient);
});

afterEach(() => it.cloud.stop());

const put = (more: Partial<PutScalingPolicyCommandInput>) =>
  it.autoScaling.send(new PutScalingPolicyCommand({ AutoScalingGroupName: GROUP, PolicyName: 'policy', ...more }));

const STEP: Partial<PutScalingPolicyCommandInput> = {
  PolicyType: 'StepScaling',
  AdjustmentType: 'ChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 10, ScalingAdjustment: 3 },
  ],
};

const VISIBLE = {
  Namespace: 'AWS/SQS',
  MetricName: 'ApproximateNumberOfMessagesVisible',
  Dimensions: [{ Name: 'QueueName', Value: 'work' }],
  Statistic: 'Maximum' as const,
};

async function queueWith(messages: number): Promise<void> {
  const sqs = it.cloud.client(SQSClient);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
  for (let index = 0; index < messages; index++) {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: String(index) }));
  }
}

describe('a step scaling policy', () => {
  test('is carried out by an alarm on the queue, by the step into which the backlog falls', async () => {
    await it.group();
    const { PolicyARN = '' } = await put(STEP);
    await queueWith(12);
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'backlog',
        ...VISIBLE,
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [PolicyARN],
      }),
    );
    await it.cloud.advance(5 * MINUTE);
    // It stays in ALARM and asks again each minute; what was ordered is not ordered twice.
    expect((await it.described()).DesiredCapacity).toBe(3);
    const cause = (await it.activities())[0]?.Cause;
    expect(cause).toContain('a monitor alarm backlog in state ALARM triggered policy policy');
  });

  test('can be executed by hand, and deleted', async () => {
    await it.group();
    await put(STEP);
    const execute = { AutoScalingGroupName: GROUP, PolicyName: 'policy', MetricValue: 65, BreachThreshold: 50 };
    await it.autoScaling.send(new ExecutePolicyCommand(execute));
    expect((await it.described()).DesiredCapacity).toBe(3);
    await it.autoScaling.send(new DeletePolicyCommand({ AutoScalingGroupName: GROUP, PolicyName: 'policy' }));
    const { ScalingPolicies } = await it.autoScaling.send(new DescribePoliciesCommand({}));
    expect(ScalingPolicies).toEqual([]);
  });

  test.each([
    [[{ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 5 }, { MetricIntervalLowerBound: 6 }], 'a gap'],
    [[{ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 5 }, { MetricIntervalLowerBound: 4 }], 'overlap'],
    [[], "'StepAdjustments' must have 1 to 20 steps, got 0"],
  ])('with steps %j is refused', async (steps, reason) => {
    await it.group();
    const StepAdjustments = steps.map((step) => ({ ...step, ScalingAdjustment: 1 }));
    await expect(put({ ...STEP, StepAdjustments })).rejects.toThrow(reason);
  });
});

describe('a target tracking policy', () => {
  const TRACK: Partial<PutScalingPolicyCommandInput> = {
    PolicyType: 'TargetTrackingScaling',
    // A backlog does not go down as instances come: without a long warm-up the policy would order on.
    EstimatedInstanceWarmup: 600,
    TargetTrackingConfiguration: { TargetValue: 10, CustomizedMetricSpecification: VISIBLE },
  };

  test('has two alarms, and scales out to what brings the metric to its target', async () => {
    await it.groupInService(2);
    const { Alarms = [] } = await put(TRACK);
    const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms).toMatchObject([
      { AlarmName: Alarms[0]?.AlarmName, Threshold: 10, EvaluationPeriods: 3, Period: 60 },
      { AlarmName: Alarms[1]?.AlarmName, Threshold: 9, EvaluationPeriods: 15, Period: 60 },
    ]);
    await it.cloud.advance(10 * MINUTE);
    await queueWith(22);
    await it.cloud.advance(8 * MINUTE);
    expect((await it.described()).DesiredCapacity).toBe(5);
  });

  test('takes its alarms with it when it is deleted', async () => {
    await it.group();
    await put(TRACK);
    await it.autoScaling.send(new DeletePolicyCommand({ AutoScalingGroupName: GROUP, PolicyName: 'policy' }));
    const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms).toEqual([]);
  });
});

test('the metrics of a group are reported each minute once they are collected', async () => {
  await it.groupInService(2);
  const Metrics = ['GroupInServiceInstances'];
  const enable = { AutoScalingGroupName: GROUP, Granularity: '1Minute', Metrics };
  await it.autoScaling.send(new EnableMetricsCollectionCommand(enable));
  await it.cloud.client(CloudWatchClient).send(new DescribeAlarmsCommand({}));
  const statistics = async (MetricName: string) => {
    const { Datapoints } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/AutoScaling',
        MetricName,
        Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
        StartTime: new Date(it.cloud.now() - 60 * MINUTE),
        EndTime: new Date(it.cloud.now() + MINUTE),
        Period: 60,
        Statistics: ['Average'],
      }),
    );
    return (Datapoints ?? []).map(({ Average }) => Average);
  };
  await statistics('GroupInServiceInstances');
  await it.cloud.advance(5 * MINUTE);
  expect((await statistics('GroupInServiceInstances')).slice(0, 2)).toEqual([2, 2]);
  expect(await statistics('GroupDesiredCapacity')).toEqual([]);
});
