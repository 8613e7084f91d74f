import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { OWNER, SnsCloud } from '../sns/sns-cloud';

const MINUTE = 60_000;

let sns: SnsCloud;
let cloudWatch: CloudWatchClient;
let queue: string;

beforeEach(async () => {
  sns = await SnsCloud.start();
  cloudWatch = sns.cloud.client(CloudWatchClient);
  queue = await sns.queue('mail');
});
afterEach(() => sns.cloud.stop());

async function subscribed(topic: string) {
  await sns.subscribe(topic, queue);
  return topic;
}

function putAlarm(change: Partial<PutMetricAlarmCommandInput>) {
  return cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'few orders',
      AlarmDescription: 'Is the shop open?',
      Namespace: 'Shop',
      MetricName: 'Orders',
      Dimensions: [{ Name: 'Country', Value: 'CH' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'LessThanThreshold',
      ...change,
    }),
  );
}

async function minuteWith(Value: number) {
  const datum = { MetricName: 'Orders', Value, Dimensions: [{ Name: 'Country', Value: 'CH' }] };
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [datum] }));
  await sns.cloud.advance(MINUTE);
}

const setState = (StateValue: 'OK' | 'ALARM', AlarmName = 'few orders') =>
  cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a drill' }));

/** The notifications that reached the queue: what SNS says of each, and what the alarm said. */
async function mail() {
  return (await sns.bodies(queue)).map((body) => {
    const { Subject, Message } = JSON.parse(body);
    return { subject: Subject, alarm: JSON.parse(Message) };
  });
}

const notTaken = () => sns.happened('monitoring.alarm-action-not-taken');

test("a topic is told in AWS's words when the alarm goes off and when it is over, and not in between", async () => {
  const topic = await subscribed(await sns.topic('alarms'));
  await putAlarm({ AlarmActions: [topic], OKActions: [topic] });
  await minuteWith(3);
  await minuteWith(2);
  await minuteWith(30);
  await sns.cloud.settle();
  const [first, second, ...more] = await mail();
  expect(more).toEqual([]);
  expect(first?.subject).toBe('ALARM: "few orders" in US East (N. Virginia)');
  expect(first?.alarm).toEqual({
    AlarmName: 'few orders',
    AlarmDescription: 'Is the shop open?',
    AWSAccountId: OWNER,
    AlarmConfigurationUpdatedTimestamp: '2026-01-01T00:00:00.000+0000',
    NewStateValue: 'ALARM',
    NewStateReason: expect.stringContaining('[3.0 (01/01/26 00:00:00)] was less than the threshold (10.0)'),
    StateChangeTime: '2026-01-01T00:01:00.000+0000',
    Region: 'US East (N. Virginia)',
    AlarmArn: `arn:aws:cloudwatch:us-east-1:${OWNER}:alarm:few orders`,
    OldStateValue: 'INSUFFICIENT_DATA',
    OKActions: [topic],
    AlarmActions: [topic],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'Orders',
      Namespace: 'Shop',
      StatisticType: 'Statistic',
      Statistic: 'SUM',
      Unit: null,
      Dimensions: [{ value: 'CH', name: 'Country' }],
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 10,
      TreatMissingData: 'missing',
      EvaluateLowSampleCountPercentile: '',
    },
  });
  expect(second).toMatchObject({ subject: 'OK: "few orders" in US East (N. Virginia)' });
  expect(second?.alarm).toMatchObject({ NewStateValue: 'OK', OldStateValue: 'ALARM' });
});

test('an alarm on an expression tells its queries', async () => {
  const topic = await subscribed(await sns.topic('alarms'));
  const stat = { Metric: { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [] }, Period: 60, Stat: 'Sum' };
  await putAlarm({
    Namespace: undefined,
    MetricName: undefined,
    Dimensions: undefined,
    Statistic: undefined,
    Period: undefined,
    Metrics: [
      { Id: 'e1', Expression: 'FILL(m1, 0)', Label: 'Orders or none' },
      { Id: 'm1', MetricStat: stat, ReturnData: false },
    ],
    AlarmActions: [topic],
  });
  await sns.cloud.advance(MINUTE);
  await sns.cloud.settle();
  const [first] = await mail();
  expect(first?.alarm.Trigger).toMatchObject({
    Period: 60,
    Metrics: [
      { Id: 'e1', Expression: 'FILL(m1, 0)', Label: 'Orders or none', ReturnData: true },
      { Id: 'm1', MetricStat: { Metric: { MetricName: 'Orders', Namespace: 'Shop' }, Stat: 'Sum' }, ReturnData: false },
    ],
  });
  expect(first?.alarm.Trigger).not.toHaveProperty('MetricName');
});

test('a state that somebody sets acts, too; without actions enabled none does', async () => {
  const topic = await subscribed(await sns.topic('alarms'));
  await putAlarm({ AlarmActions: [topic] });
  await setState('ALARM');
  await putAlarm({ AlarmName: 'silent', AlarmActions: [topic], ActionsEnabled: false });
  await setState('ALARM', 'silent');
  await sns.cloud.settle();
  expect((await mail()).map(({ alarm }) => alarm.NewStateReason)).toEqual(['a drill']);
});

test("the topic's policy decides: without CloudWatch in it nothing arrives, and the reason is told", async () => {
  const topic = await subscribed(await sns.topic('alarms'));
  const allow = (Service: string, Condition: object = {}) => ({
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sns:Publish',
    Resource: topic,
    Condition,
  });
  await putAlarm({ AlarmActions: [topic], OKActions: [topic] });
  await sns.setTopicPolicy(topic, allow('s3.amazonaws.com'));
  await setState('ALARM');
  await sns.setTopicPolicy(topic, allow('cloudwatch.amazonaws.com', { ArnLike: { 'aws:SourceArn': '*:alarm:other' } }));
  await setState('OK');
  await sns.cloud.settle();
  expect(await mail()).toEqual([]);
  expect(notTaken()).toMatchObject([
    { alarm: 'few orders', state: 'ALARM', action: topic, reason: expect.stringMatching(/^AuthorizationError: /) },
    { state: 'OK' },
  ]);
  await sns.setTopicPolicy(topic, allow('cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': OWNER } }));
  await setState('ALARM');
  await sns.cloud.settle();
  expect(await mail()).toHaveLength(1);
});

test("so does the policy of the topic's key", async () => {
  const kms = sns.cloud.client(KMSClient);
  const statement = (Principal: object, Action: string | string[]) => ({
    Effect: 'Allow',
    Principal,
    Action,
    Resource: '*',
  });
  const owner = statement({ AWS: `arn:aws:iam::${OWNER}:root` }, 'kms:*');
  const alarms = statement({ Service: 'cloudwatch.amazonaws.com' }, ['kms:GenerateDataKey*', 'kms:Decrypt']);
  for (const [name, Statement] of Object.entries({ closed: [owner], open: [owner, alarms] })) {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
    const topic = await subscribed(await sns.topic(name, { KmsMasterKeyId: KeyMetadata?.KeyId ?? '' }));
    await putAlarm({ AlarmName: name, AlarmActions: [topic] });
    await setState('ALARM', name);
  }
  await sns.cloud.settle();
  expect((await mail()).map(({ alarm }) => alarm.AlarmName)).toEqual(['open']);
  expect(notTaken()).toMatchObject([{ alarm: 'closed', reason: expect.stringMatching(/^KMSAccessDenied/) }]);
});

test('a long name is cut in the subject, which has at most 100 characters of ASCII', async () => {
  const topic = await subscribed(await sns.topic('alarms'));
  const AlarmName = `Zürich ${'x'.repeat(200)}`;
  await putAlarm({ AlarmName, AlarmActions: [topic] });
  await setState('ALARM', AlarmName);
  await sns.cloud.settle();
  const [first] = await mail();
  expect(first?.subject).toMatch(/^ALARM: "Z\?rich x+\.\.\." in US East \(N\. Virginia\)$/);
  expect(first?.subject).toHaveLength(100);
});

test.each<[string, Partial<PutMetricAlarmCommandInput>, RegExp]>([
  [
    'a topic of another region',
    { OKActions: [`arn:aws:sns:eu-west-1:${OWNER}:alarms`] },
    /^Invalid region eu-west-1 specified\. Only us-east-1 is supported\.$/,
  ],
  [
    'six actions',
    { AlarmActions: Array.from({ length: 6 }, (_, n) => `arn:aws:sns:us-east-1:${OWNER}:t${n}`) },
    /'alarmActions'.*length less than or equal to 5/,
  ],
])('%s is refused', async (_what, change, message) => {
  await expect(putAlarm(change)).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test('an action of another service, or on a topic that is gone, is said aloud', async () => {
  const fn = `arn:aws:lambda:us-east-1:${OWNER}:function:page`;
  const gone = `arn:aws:sns:us-east-1:${OWNER}:gone`;
  await putAlarm({ AlarmActions: [fn, gone] });
  await setState('ALARM');
  await sns.cloud.settle();
  expect(notTaken()).toMatchObject([
    { action: fn, reason: expect.stringContaining('of Amazon SNS and Amazon EC2 Auto Scaling only') },
    { action: gone, reason: expect.stringMatching(/^NotFound/) },
  ]);
});
