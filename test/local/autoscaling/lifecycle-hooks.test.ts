import {
  CompleteLifecycleActionCommand,
  DescribeLifecycleHooksCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  SetInstanceHealthCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AutoScalingCloud, GROUP, LAUNCH_SECONDS } from './autoscaling-cloud';

const AutoScalingGroupName = GROUP;
const DRAIN = {
  AutoScalingGroupName,
  LifecycleHookName: 'drain',
  LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
  HeartbeatTimeout: 60,
  DefaultResult: 'CONTINUE',
};

let it: AutoScalingCloud;

beforeEach(async () => {
  it = await AutoScalingCloud.start();
});

afterEach(() => it.cloud.stop());

const answer = (InstanceId: string, LifecycleHookName = 'drain') =>
  it.autoScaling.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName,
      LifecycleHookName,
      InstanceId,
      LifecycleActionResult: 'CONTINUE',
    }),
  );

describe('a lifecycle hook', () => {
  test('holds an instance that says of itself that it is ill: its worker drains, and another instance comes meanwhile', async () => {
    const [InstanceId = ''] = await it.groupInService(1, { HealthCheckGracePeriod: 600 });
    await it.autoScaling.send(new PutLifecycleHookCommand(DRAIN));
    const ill = { InstanceId, HealthStatus: 'Unhealthy' };
    await it.autoScaling.send(new SetInstanceHealthCommand(ill));
    expect(await it.states()).toEqual(['InService']);
    await it.autoScaling.send(new SetInstanceHealthCommand({ ...ill, ShouldRespectGracePeriod: false }));
    expect(await it.instances()).toMatchObject([
      { InstanceId, HealthStatus: 'Unhealthy', LifecycleState: 'Terminating:Wait' },
      { HealthStatus: 'Healthy', LifecycleState: 'Pending' },
    ]);
    await it.cloud.advance(LAUNCH_SECONDS * 1000);
    await answer(InstanceId);
    await it.cloud.advance(1);
    expect(await it.instances()).toMatchObject([{ HealthStatus: 'Healthy', LifecycleState: 'InService' }]);
  });

  test('holds an instance that is scaled in until the instance has answered', async () => {
    const [InstanceId = ''] = await it.groupInService(1);
    await it.autoScaling.send(new PutLifecycleHookCommand(DRAIN));
    await it.desire(0);
    expect(await it.states()).toEqual(['Terminating:Wait']);
    await it.cloud.advance(50_000);
    await it.autoScaling.send(
      new RecordLifecycleActionHeartbeatCommand({ AutoScalingGroupName, LifecycleHookName: 'drain', InstanceId }),
    );
    await it.cloud.advance(59_000);
    expect(await it.states()).toEqual(['Terminating:Wait']);
    await answer(InstanceId);
    await it.cloud.settle();
    expect(await it.states()).toEqual([]);
    await expect(answer(InstanceId)).rejects.toThrow(`No active Lifecycle Action found with instance ID ${InstanceId}`);
  });

  test('lets go of the instance when nobody answers in time', async () => {
    await it.groupInService(1);
    await it.autoScaling.send(new PutLifecycleHookCommand(DRAIN));
    await it.desire(0);
    await it.cloud.advance(60_000);
    expect(await it.states()).toEqual([]);
    expect(it.events.filter(({ type }) => type === 'autoscaling.lifecycle-action-ended')).toMatchObject([
      { hook: 'drain', how: 'timeout' },
    ]);
  });

  test('holds a launching instance out of service, given with the group', async () => {
    const LifecycleHookSpecificationList = [
      { LifecycleHookName: 'boot', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' },
    ];
    const [InstanceId = ''] = await it.groupInService(1, { LifecycleHookSpecificationList });
    expect(await it.states()).toEqual(['Pending:Wait']);
    await answer(InstanceId, 'boot');
    expect(await it.states()).toEqual(['InService']);
    const { LifecycleHooks } = await it.autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName }));
    expect(LifecycleHooks).toMatchObject([
      { LifecycleHookName: 'boot', HeartbeatTimeout: 3600, GlobalTimeout: 172_800, DefaultResult: 'ABANDON' },
    ]);
  });

  test('tells a queue, as the role that it names', async () => {
    const sqs = it.cloud.client(SQSClient);
    const iam = it.cloud.client(IAMClient);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'hooks' }));
    const statement = (more: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } });
    const trust = statement({ Principal: { Service: 'autoscaling.amazonaws.com' }, Action: 'sts:AssumeRole' });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'notifier', AssumeRolePolicyDocument: trust }));
    const NotificationTargetARN = 'arn:aws:sqs:us-east-1:111122223333:hooks';
    const allowed = statement({ Action: ['sqs:SendMessage', 'sqs:GetQueueUrl'], Resource: NotificationTargetARN });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'notifier', PolicyName: 'send', PolicyDocument: allowed }));
    const [InstanceId] = await it.groupInService(1);
    await it.autoScaling.send(new PutLifecycleHookCommand({ ...DRAIN, NotificationTargetARN, RoleARN: Role?.Arn }));
    await it.desire(0);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
      LifecycleHookName: 'drain',
      EC2InstanceId: InstanceId,
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      LifecycleActionToken: expect.any(String),
    });
  });

  test.each([
    [{ HeartbeatTimeout: 29 }, "'HeartbeatTimeout' must be 30 to 7200 seconds, got 29"],
    [{ LifecycleTransition: 'launching' }, "'LifecycleTransition' must be one of"],
    [{ DefaultResult: 'STAY' }, 'should be one of {CONTINUE, ABANDON}'],
    [{ NotificationTargetARN: 'arn:aws:sqs:us-east-1:111122223333:hooks' }, "'RoleARN' must be given"],
  ])('%j is refused', async (more, reason) => {
    await it.group();
    await expect(it.autoScaling.send(new PutLifecycleHookCommand({ ...DRAIN, ...more }))).rejects.toThrow(reason);
  });
});
