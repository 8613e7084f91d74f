import {
  CreateOrUpdateTagsCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeInstanceRefreshesCommand,
  DescribeTagsCommand,
  ResumeProcessesCommand,
  SetInstanceHealthCommand,
  SetInstanceProtectionCommand,
  StartInstanceRefreshCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateVersionCommand,
  DescribeInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { AutoScalingCloud, GROUP, LAUNCH_SECONDS } from './autoscaling-cloud';

const AutoScalingGroupName = GROUP;

let it: AutoScalingCloud;

beforeEach(async () => {
  it = await AutoScalingCloud.start();
});

afterEach(() => it.cloud.stop());

describe('a group', () => {
  test('launches what is desired, in service once EC2 runs it', async () => {
    await it.group({ MinSize: 2 });
    expect(await it.states()).toEqual(['Pending', 'Pending']);
    await it.cloud.advance(LAUNCH_SECONDS * 1000);
    expect(await it.states()).toEqual(['InService', 'InService']);
    expect(await it.described()).toMatchObject({ DesiredCapacity: 2, MinSize: 2, MaxSize: 10, DefaultCooldown: 300 });
    const [latest] = await it.activities();
    expect(latest).toMatchObject({
      StatusCode: 'Successful',
      Description: expect.stringMatching(/^Launching a new EC2 instance: i-0[0-9a-f]{16}$/),
      Cause: expect.stringContaining('changing the desired capacity from 0 to 2'),
    });
  });

  test('hands its tags that are to be propagated to its instances', async () => {
    const tag = (Key: string, PropagateAtLaunch: boolean) => ({ Key, Value: 'x', PropagateAtLaunch });
    await it.groupInService(1, { Tags: [tag('team', true), tag('cost', false)] });
    const { Reservations } = await it.ec2.send(new DescribeInstancesCommand({}));
    expect(Reservations?.[0]?.Instances?.[0]?.Tags).toEqual([
      { Key: 'aws:autoscaling:groupName', Value: GROUP },
      { Key: 'team', Value: 'x' },
    ]);
    await it.autoScaling.send(
      new CreateOrUpdateTagsCommand({
        Tags: [{ ...tag('env', false), ResourceId: GROUP, ResourceType: 'auto-scaling-group' }],
      }),
    );
    const { Tags } = await it.autoScaling.send(new DescribeTagsCommand({}));
    expect(Tags?.map(({ Key }) => Key)).toEqual(['cost', 'env', 'team']);
  });

  test('replaces an instance that somebody terminates at EC2', async () => {
    const [InstanceId = ''] = await it.groupInService(1);
    await it.ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
    await it.cloud.settle();
    expect(await it.states()).toEqual(['InService']);
    expect((await it.instances())[0]?.InstanceId).not.toBe(InstanceId);
  });

  test('replaces an instance that is reported unhealthy, but not while ReplaceUnhealthy is suspended', async () => {
    const [InstanceId = ''] = await it.groupInService(1);
    const ScalingProcesses = ['ReplaceUnhealthy'];
    await it.autoScaling.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses }));
    await it.autoScaling.send(new SetInstanceHealthCommand({ InstanceId, HealthStatus: 'Unhealthy' }));
    await it.cloud.settle();
    expect(await it.instances()).toMatchObject([{ InstanceId, HealthStatus: 'Unhealthy' }]);
    await it.autoScaling.send(new ResumeProcessesCommand({ AutoScalingGroupName, ScalingProcesses }));
    await it.cloud.settle();
    const { AutoScalingInstances } = await it.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
    expect(AutoScalingInstances).toMatchObject([{ HealthStatus: 'HEALTHY', LifecycleState: 'InService' }]);
    expect(AutoScalingInstances?.[0]?.InstanceId).not.toBe(InstanceId);
  });

  test('keeps protected instances when it is scaled in', async () => {
    const InstanceIds = await it.groupInService(2);
    const protect = { AutoScalingGroupName, InstanceIds: InstanceIds.slice(0, 1), ProtectedFromScaleIn: true };
    await it.autoScaling.send(new SetInstanceProtectionCommand(protect));
    await it.desire(0);
    await it.cloud.settle();
    expect(await it.instances()).toMatchObject([{ InstanceId: InstanceIds[0], ProtectedFromScaleIn: true }]);
    const failed = (await it.activities()).find(({ StatusCode }) => StatusCode === 'Failed');
    expect(failed?.StatusMessage).toContain('all remaining instances are protected from scale-in');
  });

  test('gives up one instance and a place in its capacity, but not below the minimum', async () => {
    const [InstanceId = ''] = await it.groupInService(2, { MinSize: 1 });
    const terminate = (id: string) =>
      new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: id, ShouldDecrementDesiredCapacity: true });
    const { Activity } = await it.autoScaling.send(terminate(InstanceId));
    expect(Activity).toMatchObject({
      StatusCode: 'InProgress',
      Description: `Terminating EC2 instance: ${InstanceId}`,
    });
    await it.cloud.settle();
    const [other] = await it.instances();
    await expect(it.autoScaling.send(terminate(other?.InstanceId ?? ''))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("violate group's min size constraint"),
    });
  });

  test('cannot be deleted while it has instances, unless by force', async () => {
    await it.groupInService(1);
    await expect(
      it.autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName })),
    ).rejects.toMatchObject({ name: 'ResourceInUseFault' });
    await it.autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
    await it.cloud.settle();
    const { AutoScalingGroups } = await it.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    expect(AutoScalingGroups).toEqual([]);
    const { Reservations } = await it.ec2.send(new DescribeInstancesCommand({}));
    expect(Reservations?.map(({ Instances }) => Instances?.[0]?.State?.Name)).toEqual(['terminated']);
  });

  test('an instance refresh replaces its instances with the new version of the launch template, a few at a time', async () => {
    await it.groupInService(4, { LaunchTemplate: { LaunchTemplateName: 'worker', Version: '$Latest' } });
    const data = { ImageId: 'ami-87654321', InstanceType: 't4g.small' } as const;
    await it.ec2.send(
      new CreateLaunchTemplateVersionCommand({ LaunchTemplateName: 'worker', LaunchTemplateData: data }),
    );
    const Preferences = { MinHealthyPercentage: 50, InstanceWarmup: 30 };
    await it.autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName, Preferences }));
    const inService = (await it.states()).filter((state) => state === 'InService');
    expect(inService).toHaveLength(2);
    await it.cloud.settle();
    const refreshes = new DescribeInstanceRefreshesCommand({ AutoScalingGroupName });
    const { InstanceRefreshes } = await it.autoScaling.send(refreshes);
    expect(InstanceRefreshes).toMatchObject([{ Status: 'Successful', PercentageComplete: 100 }]);
    expect((await it.instances()).map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['2', '2', '2', '2']);
  });

  test('an instance refresh that keeps all of them healthy launches new instances before the old ones go', async () => {
    const before = await it.groupInService(2);
    const Preferences = { MinHealthyPercentage: 100, MaxHealthyPercentage: 150, InstanceWarmup: 0 };
    await it.autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName, Preferences }));
    expect(await it.states()).toEqual(['InService', 'InService', 'Pending']);
    await it.cloud.settle();
    const after = (await it.instances()).map(({ InstanceId = '' }) => InstanceId);
    expect(after).toHaveLength(2);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
  });

  test.each([
    [{ LaunchTemplate: { LaunchTemplateName: 'nobody' } }, 'does not exist'],
    [{ LaunchTemplate: undefined }, 'must contain either LaunchTemplate'],
    [{ MinSize: 3, MaxSize: 2 }, 'must be greater than or equal to min bound'],
    [{ DesiredCapacity: 11 }, 'less than or equal to max size:10'],
    [{ AvailabilityZones: ['us-east-1x'] }, 'Invalid availability zones: [us-east-1x]'],
    [{ TerminationPolicies: ['Youngest'] }, "got 'Youngest'"],
    [{ LaunchConfigurationName: 'old' }, "does not offer 'LaunchConfigurationName' yet"],
  ])('%j is refused', async (more, reason) => {
    await expect(it.group(more)).rejects.toThrow(reason);
  });

  test('an update changes what it names and nothing else', async () => {
    await it.groupInService(1, { DefaultInstanceWarmup: 40 });
    await it.autoScaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MaxSize: 3, DesiredCapacity: 3 }),
    );
    expect(await it.described()).toMatchObject({
      MinSize: 0,
      MaxSize: 3,
      DesiredCapacity: 3,
      DefaultInstanceWarmup: 40,
    });
    expect(await it.states()).toEqual(['InService', 'Pending', 'Pending']);
  });
});
