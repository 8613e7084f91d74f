import { join } from 'node:path';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import { WorkQueue } from '../../../../lib';
import { type CloudEvent, LocalCloud } from '../../../../local';
import { newApp, newStack } from '../../synthesis';
import { fleet } from './fleet';

const entry = join(__dirname, '..', '..', '..', 'consumer', 'ec2', 'hanging-worker.ts');

let cloud: LocalCloud;
let outputs: Readonly<Record<string, string>>;
const events: CloudEvent[] = [];

beforeAll(async () => {
  const app = newApp({ 'aws:cdk:bundling-stacks': ['**'] });
  const stack = newStack({}, app);
  const queue = new WorkQueue(stack, 'Jobs');
  const workers = fleet(stack, { queue, entry, min: 1, max: 2 });
  new CfnOutput(stack, 'Queue', { value: queue.queueUrl });
  new CfnOutput(stack, 'Group', { value: workers.group.autoScalingGroupName });
  new CfnOutput(stack, 'Log', { value: workers.logGroup.logGroupName });
  cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  cloud.events.subscribe((event) => events.push(event));
  const [deployed] = await cloud.deploy(app.synth().directory);
  outputs = deployed?.outputs ?? {};
}, 60_000);
afterAll(() => cloud.stop());

async function inService(): Promise<string | undefined> {
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [outputs['Group'] ?? ''] });
  const { AutoScalingGroups: [group] = [] } = await cloud.client(AutoScalingClient).send(command);
  return group?.Instances?.find(({ LifecycleState }) => LifecycleState === 'InService')?.InstanceId;
}

/** Resolves with what comes; the test's own timeout ends the wait. */
async function eventually<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('an instance whose worker hangs is drained by the next worker and replaced, and the log says why', async () => {
  const hung = await eventually(inService);
  const message = { QueueUrl: outputs['Queue'], MessageBody: '"hang"' };
  await cloud.client(SQSClient).send(new SendMessageCommand(message));
  await eventually(async () => {
    const id = await inService();
    return id === hung ? undefined : id;
  });
  const ended = await eventually(async () =>
    events.find(
      ({ type, ...event }) =>
        type === 'autoscaling.lifecycle-action-ended' &&
        event['instance'] === hung &&
        String(event['hook']).includes('drained'),
    ),
  );
  expect(ended['how']).toBe('CONTINUE');
  await eventually(async () => {
    const command = new FilterLogEventsCommand({
      logGroupName: outputs['Log'],
      filterPattern: '{ $.message = "worker hung" }',
    });
    const { events: lines = [] } = await cloud.client(CloudWatchLogsClient).send(command);
    return lines.find(({ logStreamName }) => logStreamName === hung);
  });
}, 120_000);
