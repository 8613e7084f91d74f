import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricDataQuery,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { LocalCloud } from '../../../local/local-cloud';

const MINUTE = 60_000;

let cloud: LocalCloud;
let cloudWatch: CloudWatchClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  cloudWatch = cloud.client(CloudWatchClient);
});
afterEach(() => cloud.stop());

const metric = (Id: string, MetricName: string, Period = 60): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Shop', MetricName, Dimensions: [] }, Period, Stat: 'Sum' },
  ReturnData: false,
});

const ERROR_RATE: MetricDataQuery[] = [
  { Id: 'rate', Expression: '100 * errors / orders', Label: 'Error rate', ReturnData: true },
  metric('errors', 'Errors'),
  metric('orders', 'Orders'),
];

function putAlarm(change: Partial<PutMetricAlarmCommandInput> = {}) {
  return cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Metrics: ERROR_RATE,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      ...change,
    }),
  );
}

/** What the minute that begins now brings, and then its end. */
async function minute(values: Readonly<Record<string, number>>) {
  const MetricData = Object.entries(values).map(([MetricName, Value]) => ({ MetricName, Value }));
  if (MetricData.length > 0) await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  await cloud.advance(MINUTE);
}

async function describe() {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  return MetricAlarms?.[0];
}
const state = async () => (await describe())?.StateValue;

test('an alarm on an expression goes off by its result and is described with its queries', async () => {
  await putAlarm();
  await minute({ Errors: 1, Orders: 20 });
  expect(await state()).toBe('OK');
  await minute({ Errors: 3, Orders: 20 });
  const alarm = await describe();
  expect(alarm).toMatchObject({ StateValue: 'ALARM', Metrics: ERROR_RATE, Threshold: 10 });
  expect(alarm?.StateReason).toContain('[15.0 (01/01/26 00:01:00)] was greater than the threshold (10.0)');
  expect(JSON.parse(alarm?.StateReasonData ?? '')).toMatchObject({ recentDatapoints: [15], period: 60 });
  for (const name of ['MetricName', 'Namespace', 'Period', 'Statistic'] as const) expect(alarm?.[name]).toBeUndefined();
});

test('M of N and missing data work on results: one that is divided by zero is missing', async () => {
  await putAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' });
  await minute({ Errors: 5, Orders: 10 });
  expect(await state()).toBe('OK');
  await minute({ Errors: 5 });
  expect(await state()).toBe('OK');
  await minute({ Errors: 5, Orders: 10 });
  expect(await state()).toBe('ALARM');
});

test('without a value of any metric the result is missing, and FILL fills it', async () => {
  await putAlarm();
  await putAlarm({
    AlarmName: 'filled',
    Metrics: [{ Id: 'e1', Expression: 'FILL(orders, 0)' }, metric('orders', 'Orders')],
    ComparisonOperator: 'LessThanThreshold',
  });
  await minute({});
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms?.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).toEqual([
    ['errors', 'INSUFFICIENT_DATA'],
    ['filled', 'ALARM'],
  ]);
});

test('an alarm may watch a metric of its queries', async () => {
  await putAlarm({ Metrics: [{ ...metric('orders', 'Orders'), ReturnData: true }] });
  await minute({ Orders: 11 });
  expect(await state()).toBe('ALARM');
});

test('FIRST and SORT watch the worst of several metrics', async () => {
  const worst = { Id: 'worst', Expression: 'FIRST(SORT(METRICS(), MAX, DESC))' };
  await putAlarm({ Metrics: [worst, metric('a', 'A'), metric('b', 'B')] });
  await minute({ A: 1, B: 11 });
  expect(await state()).toBe('ALARM');
});

test.each<[string, Partial<PutMetricAlarmCommandInput>, RegExp]>([
  ['no element that returns data', { Metrics: [metric('m1', 'A')] }, /Exactly one element of the metrics list should/],
  [
    'two elements that return data',
    {
      Metrics: [
        { ...metric('m1', 'A'), ReturnData: undefined },
        { Id: 'e1', Expression: 'm1' },
      ],
    },
    /Exactly one element of the metrics list should return data/,
  ],
  ['a metric beside the queries', { MetricName: 'A', Period: 60 }, /cannot have MetricName, Period/],
  [
    'different periods',
    { Metrics: [{ Id: 'e1', Expression: 'm1 + m2' }, metric('m1', 'A'), metric('m2', 'A', 300)] },
    /must have the same Period, got 60, 300/,
  ],
  [
    'an array as the result',
    { Metrics: [{ Id: 'e1', Expression: 'METRICS()' }, metric('m1', 'A')] },
    /An alarm watches a single time series, got an array of them/,
  ],
  [
    'eleven metrics',
    {
      Metrics: [
        { Id: 'e1', Expression: 'SUM(METRICS())' },
        ...Array.from({ length: 11 }, (_, n) => metric(`m${n}`, 'A')),
      ],
    },
    /at most 10 metrics, got 11/,
  ],
  [
    'eleven expressions',
    {
      Metrics: Array.from({ length: 11 }, (_, n) => ({
        Id: `e${n}`,
        Expression: 'TIME_SERIES(1)',
        Period: 60,
        ReturnData: n === 0,
      })),
    },
    /at most 10 expressions, got 11/,
  ],
  [
    'a function that is not one',
    { Metrics: [{ Id: 'e1', Expression: 'MEDIAN(m1)' }, metric('m1', 'A')] },
    /Error in expression 'e1' \[Unsupported function 'MEDIAN'/,
  ],
])('%s is refused', async (_what, change, message) => {
  await expect(putAlarm(change)).rejects.toMatchObject({
    name: expect.stringMatching(/^Validation(Error|Exception)$/),
    message: expect.stringMatching(message),
  });
  expect(await describe()).toBeUndefined();
});
