import {
  CompleteLifecycleActionCommand,
  CreateAutoScalingGroupCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateVersionCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AutoScalingCloud, GROUP } from './autoscaling-cloud';

const GROUP_ARN = `arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:*:autoScalingGroupName/${GROUP}`;

let it: AutoScalingCloud;

beforeEach(async () => {
  it = await AutoScalingCloud.start();
});

afterEach(() => it.cloud.stop());

async function role(RoleName: string, ...statements: readonly object[]): Promise<void> {
  const iam = it.cloud.client(IAMClient);
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const document = (Statement: unknown) => JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  if (statements.length === 0) return;
  const Statement = statements.map((statement) => ({ Effect: 'Allow', ...statement }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: document(Statement) }));
}

test('a role may do what its policy says with the group that it names, and nothing else', async () => {
  await it.groupInService(1);
  await role('worker', { Action: 'autoscaling:CompleteLifecycleAction', Resource: GROUP_ARN });
  const worker = it.clientOf({ role: 'worker' });
  const complete = { AutoScalingGroupName: GROUP, LifecycleHookName: 'drain', InstanceId: 'i-1' };
  await expect(
    worker.send(new CompleteLifecycleActionCommand({ ...complete, LifecycleActionResult: 'CONTINUE' })),
  ).rejects.toThrow('No active Lifecycle Action found');
  await expect(
    worker.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity: 2 })),
  ).rejects.toThrow(/not authorized to perform: autoscaling:SetDesiredCapacity on resource: arn:aws:autoscaling/);
});

test('who creates a group must be allowed to launch instances, and to pass their role to EC2', async () => {
  const iam = it.cloud.client(IAMClient);
  await role('instance');
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'instance' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'instance', RoleName: 'instance' }));
  await it.ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateName: 'worker',
      LaunchTemplateData: { IamInstanceProfile: { Name: 'instance' } },
    }),
  );
  const create = new CreateAutoScalingGroupCommand({
    AutoScalingGroupName: GROUP,
    LaunchTemplate: { LaunchTemplateName: 'worker', Version: '$Latest' },
    MinSize: 0,
    MaxSize: 1,
    AvailabilityZones: ['us-east-1a'],
  });
  const launching = { Action: ['autoscaling:CreateAutoScalingGroup', 'ec2:RunInstances'], Resource: '*' };
  await role('operator', { Action: 'autoscaling:CreateAutoScalingGroup', Resource: '*' });
  await expect(it.clientOf({ role: 'operator' }).send(create)).rejects.toThrow('ec2:RunInstances');
  await role('launcher', launching);
  await expect(it.clientOf({ role: 'launcher' }).send(create)).rejects.toThrow('iam:PassRole');
  await role('owner', launching, {
    Action: 'iam:PassRole',
    Resource: 'arn:aws:iam::111122223333:role/instance',
    Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
  });
  await it.clientOf({ role: 'owner' }).send(create);
});
