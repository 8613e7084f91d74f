import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  type Instance,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import { WorkQueue } from '../../../../lib';
import { LocalCloud } from '../../../../local';
import { newApp, newStack } from '../../synthesis';
import { fleet } from './fleet';

let cloud: LocalCloud;
let outputs: Readonly<Record<string, string>>;

beforeAll(async () => {
  const app = newApp({ 'aws:cdk:bundling-stacks': ['**'] });
  const stack = newStack({}, app);
  const queue = new WorkQueue(stack, 'Jobs');
  const workers = fleet(stack, { queue, min: 1, max: 2 });
  new CfnOutput(stack, 'Queue', { value: queue.queueUrl });
  new CfnOutput(stack, 'Group', { value: workers.group.autoScalingGroupName });
  new CfnOutput(stack, 'Log', { value: workers.logGroup.logGroupName });
  cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  const [deployed] = await cloud.deploy(app.synth().directory);
  outputs = deployed?.outputs ?? {};
}, 60_000);
afterAll(() => cloud.stop());

async function instances(): Promise<readonly Instance[]> {
  const names = [outputs['Group'] ?? ''];
  const autoScaling = cloud.client(AutoScalingClient);
  const { AutoScalingGroups: [group] = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: names }),
  );
  return group?.Instances ?? [];
}

async function waiting(): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl: outputs['Queue'], AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await cloud.client(SQSClient).send(command);
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

async function log(filterPattern: string): Promise<readonly string[]> {
  const command = new FilterLogEventsCommand({ logGroupName: outputs['Log'], filterPattern });
  const { events = [] } = await cloud.client(CloudWatchLogsClient).send(command);
  return events.map(({ message = '' }) => message);
}

/** Resolves when a condition holds; the test's own timeout ends the wait. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 100));
}

test('what the template says is enough: the instance comes into service by its worker, which does the work', async () => {
  await until(async () => (await instances()).some(({ LifecycleState }) => LifecycleState === 'InService'));
  for (let index = 0; index < 5; index += 1) {
    const command = new SendMessageCommand({ QueueUrl: outputs['Queue'], MessageBody: JSON.stringify(`job ${index}`) });
    await cloud.client(SQSClient).send(command);
  }
  await until(async () => (await waiting()) === 0);
  await until(async () => (await log('handled')).length === 5);
}, 60_000);

test('an instance that is to go drains first, and its log says so', async () => {
  const [instance] = await instances();
  const command = new TerminateInstanceInAutoScalingGroupCommand({
    InstanceId: instance?.InstanceId,
    ShouldDecrementDesiredCapacity: false,
  });
  await cloud.client(AutoScalingClient).send(command);
  await until(async () => (await instances()).every(({ InstanceId }) => InstanceId !== instance?.InstanceId));
  await until(async () => (await log('{ $.message = "worker drained" && $.complete IS TRUE }')).length === 1);
}, 60_000);
