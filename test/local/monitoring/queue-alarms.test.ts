import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateQueueCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CloudEvent } from '../../../local/kernel/events';
import { LocalCloud } from '../../../local/local-cloud';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let cloud: LocalCloud;
let cloudWatch: CloudWatchClient;
let changes: CloudEvent[];

beforeEach(async () => {
  // What late values change is in metric-delay.test.ts.
  cloud = await LocalCloud.start({ clock: 'virtual', metricDelaySeconds: 0 });
  cloudWatch = cloud.client(CloudWatchClient);
  changes = [];
  cloud.events.subscribe((event) => event.type === 'monitoring.alarm-state-changed' && changes.push(event));
});
afterEach(() => cloud.stop());

async function createQueue(): Promise<{ send(): Promise<unknown>; purge(): Promise<unknown> }> {
  const sqs = cloud.client(SQSClient);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'dlq' }));
  return {
    send: () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' })),
    purge: () => sqs.send(new PurgeQueueCommand({ QueueUrl })),
  };
}

function putAlarm(change: Partial<PutMetricAlarmCommandInput> = {}) {
  return cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'dead letters',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'dlq' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      ...change,
    }),
  );
}

async function describe() {
  return (await cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0];
}

test('an alarm on a queue goes off at the next whole minute and ends when the queue is empty', async () => {
  const queue = await createQueue();
  await putAlarm();
  expect(await describe()).toMatchObject({
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
  });
  await cloud.advance(30_000);
  await queue.send();
  await cloud.advance(29_999);
  expect((await describe())?.StateValue).toBe('INSUFFICIENT_DATA');
  await cloud.advance(1);
  expect(await describe()).toMatchObject({
    StateValue: 'ALARM',
    StateReason: expect.stringContaining('[1.0 (01/01/26 00:00:00)] was greater than or equal to the threshold (1.0)'),
    StateUpdatedTimestamp: new Date(cloud.now()),
    StateTransitionedTimestamp: new Date(cloud.now()),
  });
  expect(JSON.parse((await describe())?.StateReasonData ?? '')).toMatchObject({
    recentDatapoints: [1],
    startDate: '2026-01-01T00:00:00.000+0000',
  });
  await queue.purge();
  await cloud.advance(2 * MINUTE);
  expect((await describe())?.StateValue).toBe('OK');
  expect(changes.map(({ previous, state }) => `${previous} -> ${state}`)).toEqual([
    'INSUFFICIENT_DATA -> ALARM',
    'ALARM -> OK',
  ]);
  expect(changes[0]).toMatchObject({ alarm: 'dead letters', account: '111122223333', region: 'us-east-1' });
});

test('the age of the oldest message is measured in seconds', async () => {
  const queue = await createQueue();
  await putAlarm({ MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 300 });
  await queue.send();
  await cloud.advance(4 * MINUTE);
  expect((await describe())?.StateValue).toBe('OK');
  await cloud.advance(2 * MINUTE);
  expect((await describe())?.StateValue).toBe('ALARM');
});

test('an alarm of 2 of 3 waits for the second breaching minute', async () => {
  const queue = await createQueue();
  await putAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  await cloud.advance(3 * MINUTE);
  await queue.send();
  await cloud.advance(MINUTE);
  expect((await describe())?.StateValue).toBe('OK');
  await cloud.advance(MINUTE);
  expect((await describe())?.StateValue).toBe('ALARM');
});

test('a period of five minutes looks at the five minutes before each minute', async () => {
  const queue = await createQueue();
  await putAlarm({ MetricName: 'NumberOfMessagesSent', Statistic: 'Sum', Period: 300, Threshold: 3 });
  for (let n = 0; n < 3; n++) {
    await queue.send();
    await cloud.advance(MINUTE);
  }
  expect((await describe())?.StateValue).toBe('ALARM');
  await cloud.advance(3 * MINUTE);
  expect((await describe())?.StateValue).toBe('OK');
});

test('an empty queue that nobody touches for six hours reports nothing any more', async () => {
  await createQueue();
  await putAlarm({ TreatMissingData: 'missing' });
  await cloud.advance(6 * HOUR);
  expect((await describe())?.StateValue).toBe('OK');
  await cloud.advance(10 * MINUTE);
  expect((await describe())?.StateValue).toBe('INSUFFICIENT_DATA');
});

test('a state that was set by hand lasts until the next evaluation', async () => {
  await createQueue();
  await putAlarm();
  await cloud.advance(MINUTE);
  await cloudWatch.send(
    new SetAlarmStateCommand({ AlarmName: 'dead letters', StateValue: 'ALARM', StateReason: 'a drill' }),
  );
  expect(await describe()).toMatchObject({ StateValue: 'ALARM', StateReason: 'a drill' });
  await cloud.advance(MINUTE);
  expect((await describe())?.StateValue).toBe('OK');
});

test('settling does not wait for the next evaluation', async () => {
  await putAlarm();
  const before = cloud.now();
  await cloud.settle();
  expect(cloud.now()).toBe(before);
});
