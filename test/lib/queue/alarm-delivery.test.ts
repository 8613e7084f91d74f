import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QueueDashboard, WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local';

const env = { account: '111122223333', region: 'us-east-1' };
const MINUTE = 60_000;

let cloud: LocalCloud;
let outputs: Readonly<Record<string, string>>;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', ...env });
  const [stack] = await cloud.deploy(assembly());
  outputs = stack?.outputs ?? {};
});
afterEach(() => cloud.stop());

/** A queue whose alarms write to an encrypted topic, a queue that reads the topic, and a dashboard. */
function assembly(): string {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Shop', { env });
  const topic = new sns.Topic(stack, 'Alarms', { masterKey: new kms.Key(stack, 'Key'), enforceSSL: true });
  const mail = new sqs.Queue(stack, 'Mail');
  topic.addSubscription(new SqsSubscription(mail, { rawMessageDelivery: true }));
  const queue = new WorkQueue(stack, 'Work', { alarms: { topic, timeToDrain: Duration.minutes(10) } });
  new cloudwatch.Alarm(stack, 'Backlog', { metric: queue.metricOutstanding(), threshold: 5, evaluationPeriods: 3 });
  const { dashboard } = new QueueDashboard(stack, 'Dashboard', { queues: [queue] });
  new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
  new CfnOutput(stack, 'MailUrl', { value: mail.queueUrl });
  new CfnOutput(stack, 'DashboardName', { value: dashboard.dashboardName });
  return app.synth().directory;
}

const client = () => cloud.client(SQSClient);
const output = (name: string) => outputs[name] ?? '';

async function send(count: number) {
  for (let n = 0; n < count; n++) {
    await client().send(new SendMessageCommand({ QueueUrl: output('QueueUrl'), MessageBody: '{}' }));
  }
}

/** Each minute one message, for so many minutes. */
async function work(minutes: number) {
  for (let n = 0; n < minutes; n++) {
    const QueueUrl = output('QueueUrl');
    const { Messages = [] } = await client().send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
    for (const { ReceiptHandle } of Messages) {
      await client().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    await cloud.advance(MINUTE);
  }
}

async function alarm(part: string) {
  const { MetricAlarms = [] } = await cloud.client(CloudWatchClient).send(new DescribeAlarmsCommand({}));
  const found = MetricAlarms.find(({ AlarmName }) => AlarmName?.includes(part));
  if (found === undefined) throw new Error(`There is no alarm with '${part}' in its name.`);
  return found;
}

async function mail() {
  await cloud.settle();
  const receive = { QueueUrl: output('MailUrl'), MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
  const { Messages = [] } = await client().send(new ReceiveMessageCommand(receive));
  return Messages.map(({ Body }) => JSON.parse(Body ?? ''));
}

test('a backlog that nobody works off raises the alarm of the time to drain, and its topic is told', async () => {
  await send(20);
  await cloud.advance(3 * MINUTE);
  expect((await alarm('TimeToDrain')).StateValue).toBe('OK');
  await cloud.advance(20 * MINUTE);
  const { StateValue, AlarmName } = await alarm('TimeToDrain');
  expect(StateValue).toBe('ALARM');
  const told = (await mail()).filter((message) => message.NewStateValue === 'ALARM');
  expect(told.map((message) => message.AlarmName)).toContain(AlarmName);
});

test('a backlog that is worked off in time raises none', async () => {
  await send(8);
  await work(25);
  expect((await alarm('TimeToDrain')).StateValue).toBe('OK');
  expect((await mail()).filter((message) => message.NewStateValue === 'ALARM')).toEqual([]);
});

test('an alarm on the outstanding messages counts those in work, and is not held up by the minute that is to come', async () => {
  await send(6);
  const receive = { QueueUrl: output('QueueUrl'), MaxNumberOfMessages: 10, WaitTimeSeconds: 0, VisibilityTimeout: 600 };
  await client().send(new ReceiveMessageCommand(receive));
  await cloud.advance(4 * MINUTE);
  expect((await alarm('Backlog')).StateValue).toBe('ALARM');
});

test("the alarm's expression says how many seconds there are left at the pace of deletion", async () => {
  await send(20);
  const { Metrics = [] } = await alarm('TimeToDrain');
  await work(11);
  const queries: MetricDataQuery[] = Metrics;
  const EndTime = new Date(cloud.now() - MINUTE);
  const { MetricDataResults } = await cloud.client(CloudWatchClient).send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(+EndTime - 5 * MINUTE),
      EndTime,
      ScanBy: 'TimestampAscending',
    }),
  );
  // Minutes 5 to 9 end with 14 to 10 messages, 12 on average, and one is deleted in each: 12 * 300 s / 5.
  expect(MetricDataResults).toMatchObject([{ Values: [720] }]);
});

test('the dashboard is there, with the names of the deployed queue in it', async () => {
  const DashboardName = output('DashboardName');
  const { DashboardBody = '' } = await cloud.client(CloudWatchClient).send(new GetDashboardCommand({ DashboardName }));
  const { widgets } = JSON.parse(DashboardBody);
  expect(widgets.length).toBeGreaterThan(3);
  expect(DashboardBody).toContain(`"QueueName","${output('QueueUrl').split('/').at(-1)}"`);
});
