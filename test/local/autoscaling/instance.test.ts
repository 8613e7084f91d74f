import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type CloudEvent, LocalCloud } from '../../../local';
import { BUCKET, bundledWorker, workerStack } from './worker-stack';

let cloud: LocalCloud;
let outputs: Readonly<Record<string, string>>;
const events: CloudEvent[] = [];

/** Resolves with the first event of this type, from the test's beginning on, that fits. */
function event(type: string, fits: (fields: CloudEvent) => boolean): Promise<CloudEvent> {
  const earlier = events.find((one) => one.type === type && fits(one));
  if (earlier !== undefined) return Promise.resolve(earlier);
  return new Promise((resolve) => {
    const end = cloud.events.subscribe((one) => {
      if (one.type !== type || !fits(one)) return;
      end();
      resolve(one);
    });
  });
}

const instanceIs = (state: string, more: Partial<CloudEvent> = {}) =>
  event('autoscaling.instance-changed', (one) => {
    return one['state'] === state && Object.entries(more).every(([name, value]) => one[name] === value);
  });

const group = async () =>
  (await cloud.client(AutoScalingClient).send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups?.[0];

const messages = async () => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
  const command = new GetQueueAttributesCommand({ QueueUrl: outputs['Url'], AttributeNames });
  return (await cloud.client(SQSClient).send(command)).Attributes;
};

const send = (MessageBody: string) =>
  cloud.client(SQSClient).send(new SendMessageCommand({ QueueUrl: outputs['Url'], MessageBody }));

const console = async (InstanceId: unknown) => {
  const command = new GetConsoleOutputCommand({ InstanceId: String(InstanceId) });
  const { Output = '' } = await cloud.client(EC2Client).send(command);
  return Buffer.from(Output, 'base64').toString('utf8');
};

beforeEach(async () => {
  events.length = 0;
  cloud = await LocalCloud.start({ port: 0 });
  cloud.events.subscribe((one) => events.push(one));
  const deployed = await cloud.cloudFormation.deployTemplate(workerStack(), { stackName: 'workers' });
  outputs = deployed.outputs;
  const worker = { Bucket: BUCKET, Key: 'worker.js', Body: bundledWorker() };
  await cloud.client(S3Client).send(new PutObjectCommand(worker));
});

afterEach(() => cloud.stop());

test('a worker boots from user data, comes into service by itself, works, and is drained before it ends', async () => {
  // The alarm's own evaluation would take minutes of real time.
  const alarm = { AlarmName: 'backlog', StateValue: 'ALARM', StateReason: 'a test' } as const;
  await cloud.client(CloudWatchClient).send(new SetAlarmStateCommand(alarm));
  const { instance } = await instanceIs('InService');
  const boot = await console(instance);
  expect(boot).toContain('Started worker.service.');
  expect(boot).toContain('Not carried out on a local instance: dnf update');

  await send('one');
  await event('sqs.deleted', () => true);
  // It is at work on the second one when it is told to leave.
  await send('slow');
  await event('sqs.received', ({ receiveCount, seq }) => receiveCount === 1 && seq > deletedAt());
  await scaleTo(0);
  await instanceIs('Terminated', { instance });
  expect(await messages()).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
  expect(await event('autoscaling.lifecycle-action-ended', ({ hook }) => hook === 'drain')).toMatchObject({
    how: 'CONTINUE',
  });
  expect((await group())?.Instances).toEqual([]);

  const command = new FilterLogEventsCommand({ logGroupName: outputs['Logs'] });
  const { events: lines = [] } = await cloud.client(CloudWatchLogsClient).send(command);
  expect(lines.map(({ message }) => message)).toEqual(['worked on one', 'worked on slow', 'drained']);
}, 60_000);

test('a Spot interruption is told to the worker, which leaves its work to another one; a killed host is replaced', async () => {
  await scaleTo(1);
  const first = await instanceIs('InService');
  cloud.instances.interrupt(String(first['instance']), 3_000);
  await instanceIs('Terminated', { instance: first['instance'] });
  const second = await event('autoscaling.instance-changed', (one) => {
    return one['state'] === 'InService' && one['instance'] !== first['instance'];
  });
  cloud.instances.kill(String(second['instance']));
  const third = await event('autoscaling.instance-changed', (one) => {
    const { state, instance } = one;
    return state === 'InService' && instance !== first['instance'] && instance !== second['instance'];
  });
  await send('after all');
  await event('sqs.deleted', () => true);
  expect((await group())?.Instances).toMatchObject([{ InstanceId: third['instance'], LifecycleState: 'InService' }]);
}, 60_000);

const deletedAt = (): number => events.filter(({ type }) => type === 'sqs.deleted').at(-1)?.seq ?? 0;

function scaleTo(DesiredCapacity: number) {
  const command = new SetDesiredCapacityCommand({ AutoScalingGroupName: outputs['Group'], DesiredCapacity });
  return cloud.client(AutoScalingClient).send(command);
}
