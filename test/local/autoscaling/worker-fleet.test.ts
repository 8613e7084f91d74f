import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local';
import { fleet } from '../../lib/consumers/worker-fleet/fleet';

const MINUTE = 60_000;

test('a WorkerFleet deploys with its network, wakes up for a message, and goes with its stack', async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'worker-fleet-'));
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const app = new App({ outdir });
    const stack = new Stack(app, 'Fleet');
    const queue = new WorkQueue(stack, 'Jobs');
    fleet(stack, { queue });
    new CfnOutput(stack, 'Url', { value: queue.queueUrl });
    app.synth();
    const [deployed] = await cloud.deploy(outdir);

    const ec2 = cloud.client(EC2Client);
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const blocks = Subnets.map(({ Ipv6CidrBlockAssociationSet: [first] = [] }) => first?.Ipv6CidrBlock);
    expect(new Set(blocks).size).toBe(Subnets.length);
    expect(blocks[0]).toMatch(/^2001:db8:.*\/64$/);

    const autoScaling = cloud.client(AutoScalingClient);
    const group = async () => (await autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups?.[0];
    expect(await group()).toMatchObject({ MinSize: 0, DesiredCapacity: 0, Instances: [] });
    await cloud.advance(3 * MINUTE);
    const QueueUrl = deployed?.outputs['Url'];
    await cloud.client(SQSClient).send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    await cloud.advance(4 * MINUTE);
    expect(await group()).toMatchObject({ DesiredCapacity: 1, Instances: [{ LifecycleState: 'Pending:Wait' }] });

    await cloud.cloudFormation.deleteStack('Fleet');
    expect((await autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups).toEqual([]);
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toEqual([]);
  } finally {
    await cloud.stop();
    rmSync(outdir, { recursive: true, force: true });
  }
}, 120_000);
