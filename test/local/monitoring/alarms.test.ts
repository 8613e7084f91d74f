import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { LocalCloud } from '../../../local/local-cloud';

let cloud: LocalCloud;
let cloudWatch: CloudWatchClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  cloudWatch = cloud.client(CloudWatchClient);
});
afterEach(() => cloud.stop());

function put(AlarmName: string, change: Partial<PutMetricAlarmCommandInput> = {}) {
  return cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: 'Shop',
      MetricName: 'Orders',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 10,
      ComparisonOperator: 'LessThanThreshold',
      ...change,
    }),
  );
}

const names = async (input: object = {}) =>
  (await cloudWatch.send(new DescribeAlarmsCommand(input))).MetricAlarms?.map(({ AlarmName }) => AlarmName);

test('an alarm is described as it was put', async () => {
  const given = {
    AlarmDescription: 'few orders',
    ActionsEnabled: false,
    AlarmActions: ['arn:aws:sns:us-east-1:111122223333:a'],
    OKActions: [],
    Dimensions: [{ Name: 'Country', Value: 'CH' }],
    Unit: 'Count',
    DatapointsToAlarm: 1,
    Threshold: 2.5,
    TreatMissingData: 'breaching',
  } as const;
  await put('a', { ...given, Dimensions: [...given.Dimensions], AlarmActions: [...given.AlarmActions], OKActions: [] });
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: ['a'] }));
  expect(MetricAlarms).toEqual([
    expect.objectContaining({
      ...given,
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:a',
      AlarmConfigurationUpdatedTimestamp: new Date(cloud.now()),
      Namespace: 'Shop',
      MetricName: 'Orders',
    }),
  ]);
});

test('putting an alarm again overwrites its configuration and keeps its state and tags', async () => {
  await put('a', { AlarmDescription: 'first', Tags: [{ Key: 'k', Value: 'v' }] });
  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'drill' }));
  await put('a', { Threshold: 99 });
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms).toMatchObject([{ Threshold: 99, StateValue: 'ALARM' }]);
  expect(MetricAlarms?.[0]?.AlarmDescription).toBeUndefined();
  const tags = await cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN: MetricAlarms?.[0]?.AlarmArn }));
  expect(tags.Tags).toEqual([{ Key: 'k', Value: 'v' }]);
});

test('alarms are found by name, prefix, state and action, in pages', async () => {
  for (const name of ['b', 'a2', 'a1']) await put(name, { OKActions: name === 'b' ? ['arn:aws:sns:x'] : [] });
  expect(await names()).toEqual(['a1', 'a2', 'b']);
  expect(await names({ AlarmNames: ['b', 'none'] })).toEqual(['b']);
  expect(await names({ AlarmNamePrefix: 'a' })).toEqual(['a1', 'a2']);
  expect(await names({ StateValue: 'OK' })).toEqual([]);
  expect(await names({ ActionPrefix: 'arn:aws:sns' })).toEqual(['b']);
  expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
  const pages: unknown[] = [];
  for await (const page of paginateDescribeAlarms({ client: cloudWatch, pageSize: 2 }, {})) {
    pages.push(page.MetricAlarms?.map(({ AlarmName }) => AlarmName));
  }
  expect(pages).toEqual([['a1', 'a2'], ['b']]);
});

test('deleting is all or nothing', async () => {
  await put('a');
  await expect(cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ['a', 'none'] }))).rejects.toMatchObject({
    name: expect.stringMatching(/^ResourceNotFound/),
    $metadata: { httpStatusCode: 404 },
  });
  expect(await names()).toEqual(['a']);
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ['a'] }));
  expect(await names()).toEqual([]);
});

test('tags can be added and removed', async () => {
  await put('a');
  const ResourceARN = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:a';
  await cloudWatch.send(
    new TagResourceCommand({
      ResourceARN,
      Tags: [
        { Key: 'x', Value: '1' },
        { Key: 'y', Value: '2' },
      ],
    }),
  );
  await cloudWatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['x'] }));
  expect((await cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([
    { Key: 'y', Value: '2' },
  ]);
});

test.each<[Partial<PutMetricAlarmCommandInput>, RegExp]>([
  [{ Period: 45 }, /Invalid Period: 45/],
  [{ Period: 300, EvaluationPeriods: 300 }, /more than a day \(EvaluationPeriods \* Period must be <= 86400\)/],
  [{ Period: 86_400, EvaluationPeriods: 8 }, /more than a week \(EvaluationPeriods \* Period must be <= 604800\)/],
  [{ DatapointsToAlarm: 3 }, /DatapointsToAlarm must be between 1 and EvaluationPeriods \(2\), got 3/],
  [{ EvaluationPeriods: 0 }, /'evaluationPeriods'.*greater than or equal to 1/],
  [{ Threshold: undefined }, /'Threshold' must be a finite number/],
  [{ Statistic: undefined }, /'statistic'/],
  [{ MetricName: undefined }, /'Namespace' and 'MetricName' must be specified/],
  [
    { TreatMissingData: 'good' },
    /Value \[good\] for TreatMissingData must be one of missing, ignore, breaching, notBreaching/,
  ],
])('%j is refused', async (change, message) => {
  await expect(put('a', change)).rejects.toMatchObject({
    name: expect.stringMatching(/^Validation(Error|Exception)$/),
    message: expect.stringMatching(message),
  });
  expect(await names()).toEqual([]);
});

test.each<[string, Partial<PutMetricAlarmCommandInput>]>([
  ['percentiles', { Statistic: undefined, ExtendedStatistic: 'p99' }],
  ['anomaly detection', { ThresholdMetricId: 'ad1' }],
  ['anomaly detection', { ComparisonOperator: 'GreaterThanUpperThreshold' }],
  ['high-resolution periods', { Period: 10 }],
])('%s is not offered, and the answer says so', async (what, change) => {
  await expect(put('a', change)).rejects.toMatchObject({
    message: expect.stringContaining(`PutMetricAlarm does not support ${what}`),
    $metadata: { httpStatusCode: 501 },
  });
});
