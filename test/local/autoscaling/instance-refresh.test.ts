import { join } from 'node:path';
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { WorkQueue } from '../../../lib';
import { type CloudEvent, LocalCloud } from '../../../local';
import { fleet } from '../../lib/consumers/worker-fleet/fleet';
import { newApp, newStack } from '../../lib/synthesis';

const entry = join(__dirname, 'released-worker.ts');

let cloud: LocalCloud;
let outputs: Readonly<Record<string, string>> = {};
const events: CloudEvent[] = [];

beforeAll(async () => {
  cloud = await LocalCloud.start({ port: 0 });
  cloud.events.subscribe((event) => events.push(event));
});
afterAll(() => cloud.stop());

/** A fleet with one instance, whose worker's code is this release. */
async function deploy(release: string): Promise<void> {
  const app = newApp({ 'aws:cdk:bundling-stacks': ['**'] });
  const stack = newStack({}, app);
  const queue = new WorkQueue(stack, 'Jobs');
  const bundling = { define: { RELEASE: JSON.stringify(release) } };
  const workers = fleet(stack, { queue, entry, bundling, min: 1, max: 2 });
  const group = workers.group.node.defaultChild;
  // What a new instance warms up for in earnest is too long for a test on the real clock.
  if (CfnAutoScalingGroup.isCfnAutoScalingGroup(group)) group.defaultInstanceWarmup = 1;
  new CfnOutput(stack, 'Queue', { value: queue.queueUrl });
  new CfnOutput(stack, 'Group', { value: workers.group.autoScalingGroupName });
  new CfnOutput(stack, 'Log', { value: workers.logGroup.logGroupName });
  const [deployed] = await cloud.deploy(app.synth().directory);
  outputs = deployed?.outputs ?? {};
}

async function inService(): Promise<readonly string[]> {
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [outputs['Group'] ?? ''] });
  const { AutoScalingGroups: [group] = [] } = await cloud.client(AutoScalingClient).send(command);
  const instances = group?.Instances?.filter(({ LifecycleState }) => LifecycleState === 'InService') ?? [];
  return instances.map(({ InstanceId = '' }) => InstanceId);
}

async function refreshes() {
  const command = new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: outputs['Group'] });
  return (await cloud.client(AutoScalingClient).send(command)).InstanceRefreshes ?? [];
}

const send = (payload: string) =>
  cloud
    .client(SQSClient)
    .send(new SendMessageCommand({ QueueUrl: outputs['Queue'], MessageBody: JSON.stringify(payload) }));

/** What the workers said of their work, by instance. */
async function worked(): Promise<readonly (readonly [instance: string, said: string])[]> {
  const command = new FilterLogEventsCommand({ logGroupName: outputs['Log'], filterPattern: '"worked on"' });
  const { events: lines = [] } = await cloud.client(CloudWatchLogsClient).send(command);
  return lines.map(({ logStreamName = '', message = '' }) => [logStreamName, message.trim()] as const);
}

/** The test's own timeout ends the wait. */
async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 100));
}

test('a stack update brings new code to a fleet: a new instance first, then the old one drains with what it has', async () => {
  await deploy('one');
  await until(async () => (await inService()).length === 1);
  const [old = ''] = await inService();
  const before = events.length;
  await send('long');
  await until(() => events.slice(before).some(({ type }) => type === 'sqs.received'));

  await deploy('two');
  expect(await refreshes()).toMatchObject([{ Status: 'InProgress', Strategy: 'Rolling' }]);
  await until(async () => (await refreshes())[0]?.Status === 'Successful');
  await until(() =>
    events.some(({ type, instance, state }) => {
      return type === 'autoscaling.instance-changed' && instance === old && state === 'Terminated';
    }),
  );
  const [next = '', ...others] = await inService();
  expect(others).toEqual([]);
  expect(next).not.toBe(old);
  await send('short');
  await until(async () => (await worked()).length === 2);

  expect(await worked()).toEqual([
    [old, 'release one worked on long'],
    [next, 'release two worked on short'],
  ]);
  const after = events.slice(before);
  const fields = (type: string) => after.filter((event) => event.type === type);
  expect(fields('autoscaling.instance-changed').map(({ inService: count }) => count)).not.toContain(0);
  expect(fields('sqs.received').map(({ receiveCount }) => receiveCount)).toEqual([1, 1]);
  const answers = fields('autoscaling.lifecycle-action-ended').filter(({ instance }) => instance === old);
  expect(answers).toMatchObject([{ how: 'CONTINUE' }]);
}, 120_000);

test('a stack update that does not concern the instances refreshes nothing', async () => {
  const instances = await inService();
  await deploy('two');
  expect(await refreshes()).toHaveLength(1);
  expect(await inService()).toEqual(instances);
}, 60_000);

describe('on the virtual clock', () => {
  let virtual: LocalCloud;
  beforeEach(async () => {
    virtual = await LocalCloud.start({ clock: 'virtual' });
  });
  afterEach(() => virtual.stop());

  const update = (UserData: string, refresh: object) =>
    virtual.cloudFormation.deployTemplate(
      {
        Resources: {
          Template: {
            Type: 'AWS::EC2::LaunchTemplate',
            Properties: { LaunchTemplateData: { ImageId: 'ami-12345678', InstanceType: 't4g.small', UserData } },
          },
          Group: {
            Type: 'AWS::AutoScaling::AutoScalingGroup',
            UpdatePolicy: { AutoScalingInstanceRefresh: refresh },
            Properties: {
              AutoScalingGroupName: 'workers',
              MinSize: '2',
              MaxSize: '4',
              DefaultInstanceWarmup: 120,
              AvailabilityZones: ['us-east-1a'],
              LaunchTemplate: {
                LaunchTemplateId: { Ref: 'Template' },
                Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
              },
            },
          },
        },
      },
      { stackName: 'workers' },
    );

  const states = async () => {
    const autoScaling = virtual.client(AutoScalingClient);
    const { InstanceRefreshes = [] } = await autoScaling.send(
      new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: 'workers' }),
    );
    const { AutoScalingGroups: [group] = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    return {
      refreshes: InstanceRefreshes.map(({ Status }) => Status),
      versions: group?.Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version),
    };
  };

  test('an update without preferences launches before it terminates, as CloudFormation does', async () => {
    await update('b25l', { Strategy: 'Rolling' });
    await virtual.settle();
    await update('dHdv', { Strategy: 'Rolling' });
    expect(await states()).toEqual({ refreshes: ['InProgress'], versions: ['1', '1', '2'] });
    await virtual.settle();
    expect(await states()).toEqual({ refreshes: ['Successful'], versions: ['2', '2'] });
  });

  test('an update while instances are still refreshed refreshes them to what it brings', async () => {
    await update('b25l', { Strategy: 'Rolling' });
    await virtual.settle();
    await update('dHdv', { Strategy: 'Rolling' });
    await virtual.advance(30_000);
    await update('dGhyZWU=', { Strategy: 'Rolling' });
    await virtual.settle();
    expect(await states()).toEqual({ refreshes: ['Successful', 'Cancelled'], versions: ['3', '3'] });
  });

  test.each([
    [
      { Strategy: 'ReplaceRootVolume' },
      /UpdatePolicy\.AutoScalingInstanceRefresh\.Strategy' .* got "ReplaceRootVolume"/,
    ],
    [{ Strategy: 'Rolling', Preferences: { BakeTime: 60 } }, /AutoScalingInstanceRefresh\.Preferences\.BakeTime'/],
  ])('%j is refused before anything is created', async (refresh, reason) => {
    await expect(update('b25l', refresh)).rejects.toThrow(reason);
    expect(virtual.cloudFormation.stacks()).toEqual([]);
  });
});
