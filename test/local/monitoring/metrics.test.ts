import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local/local-cloud';

const MINUTE = 60_000;

let cloud: LocalCloud;
let cloudWatch: CloudWatchClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', metricDelaySeconds: 0 });
  cloudWatch = cloud.client(CloudWatchClient);
  await cloud.advance(60 * MINUTE);
});
afterEach(() => cloud.stop());

const at = (minutes: number) => new Date(cloud.now() + minutes * MINUTE);
const put = (...MetricData: MetricDatum[]) =>
  cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
const orders = (Timestamp: Date, Value: number, Unit?: MetricDatum['Unit']): MetricDatum => ({
  MetricName: 'Orders',
  Timestamp,
  Value,
  Unit,
});

async function statistics(change: object = {}) {
  const { Datapoints } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Shop',
      MetricName: 'Orders',
      StartTime: at(-10),
      EndTime: at(0),
      Period: 300,
      Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
      ...change,
    }),
  );
  return Datapoints;
}

test('values are put together by period', async () => {
  await put(orders(at(-10), 1), orders(at(-6), 3), orders(at(-5), 10), orders(at(0), 99));
  expect(await statistics()).toEqual([
    { Timestamp: at(-10), Sum: 4, Average: 2, Minimum: 1, Maximum: 3, SampleCount: 2, Unit: 'None' },
    { Timestamp: at(-5), Sum: 10, Average: 10, Minimum: 10, Maximum: 10, SampleCount: 1, Unit: 'None' },
  ]);
});

test('values may come in any order, as lists with counts and as statistics', async () => {
  await put(orders(at(-2), 2));
  await put({ MetricName: 'Orders', Timestamp: at(-4), Values: [1, 5], Counts: [3, 1] });
  await put({
    MetricName: 'Orders',
    Timestamp: at(-3),
    StatisticValues: { SampleCount: 2, Sum: 8, Minimum: 3, Maximum: 5 },
  });
  expect(await statistics({ Statistics: ['Sum', 'SampleCount', 'Minimum'], StartTime: at(-5) })).toMatchObject([
    { Sum: 18, SampleCount: 7, Minimum: 1 },
  ]);
});

test('units and dimensions are kept apart', async () => {
  await put(orders(at(-1), 1, 'Count'), orders(at(-1), 7, 'Bytes'));
  await put({ ...orders(at(-1), 50, 'Count'), Dimensions: [{ Name: 'Country', Value: 'CH' }] });
  expect(await statistics({ Unit: 'Bytes' })).toMatchObject([{ Sum: 7, Unit: 'Bytes' }]);
  expect(await statistics()).toHaveLength(2);
  const swiss = [{ Name: 'Country', Value: 'CH' }];
  expect(await statistics({ Dimensions: swiss })).toMatchObject([{ Sum: 50 }]);
  const { Metrics } = await cloudWatch.send(
    new ListMetricsCommand({ Namespace: 'Shop', Dimensions: [{ Name: 'Country' }] }),
  );
  expect(Metrics).toEqual([{ Namespace: 'Shop', MetricName: 'Orders', Dimensions: swiss }]);
});

test('several metrics are read at once, in pages that hold each value once', async () => {
  await put(orders(at(-3), 1), orders(at(-2), 2), orders(at(-1), 3), {
    MetricName: 'Visits',
    Timestamp: at(-1),
    Value: 9,
  });
  const stat = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
  });
  const input = { MetricDataQueries: [stat('o', 'Orders'), stat('v', 'Visits')], StartTime: at(-10), EndTime: at(0) };
  const { MetricDataResults } = await cloudWatch.send(new GetMetricDataCommand(input));
  expect(MetricDataResults).toMatchObject([
    { Id: 'o', Label: 'Orders', Timestamps: [at(-1), at(-2), at(-3)], Values: [3, 2, 1], StatusCode: 'Complete' },
    { Id: 'v', Values: [9] },
  ]);
  const seen: Record<string, number[]> = { o: [], v: [] };
  const pages = paginateGetMetricData(
    { client: cloudWatch },
    { ...input, MaxDatapoints: 2, ScanBy: 'TimestampAscending' },
  );
  for await (const page of pages) {
    for (const { Id = '', Values = [] } of page.MetricDataResults ?? []) seen[Id]?.push(...Values);
  }
  expect(seen).toEqual({ o: [1, 2, 3], v: [9] });
});

test("a queue's metrics are there from the first look at them on, and only while there is something to report", async () => {
  const sqs = cloud.client(SQSClient);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
  const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  await send();
  await cloudWatch.send(new ListMetricsCommand({}));
  await send();
  await send();
  await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 3600 }));
  await cloud.advance(MINUTE);
  const read = async (MetricName: string) => {
    const Dimensions = [{ Name: 'QueueName', Value: 'q' }];
    const points = await statistics({ Namespace: 'AWS/SQS', MetricName, Dimensions, Period: 60, Statistics: ['Sum'] });
    return points?.map(({ Sum }) => Sum);
  };
  expect(await read('ApproximateNumberOfMessagesVisible')).toEqual([2]);
  expect(await read('ApproximateNumberOfMessagesNotVisible')).toEqual([1]);
  expect(await read('ApproximateNumberOfMessagesDelayed')).toEqual([]);
  expect(await read('NumberOfMessagesSent')).toEqual([2]);
  expect(await read('NumberOfMessagesReceived')).toEqual([1]);
  expect(await read('NumberOfEmptyReceives')).toEqual([0]);
  expect(await read('NumberOfMessagesDeleted')).toEqual([]);
  expect(await read('ApproximateAgeOfOldestMessage')).toEqual([60]);
  await cloud.advance(MINUTE);
  expect(await read('NumberOfMessagesSent')).toEqual([2]);
  expect(await read('ApproximateNumberOfMessagesVisible')).toEqual([2, 2]);
});

test.each<[string, MetricDatum, RegExp]>([
  ['older than two weeks', { MetricName: 'm', Value: 1, Timestamp: new Date(0) }, /within the past two weeks/],
  [
    'of the far future',
    { MetricName: 'm', Value: 1, Timestamp: new Date(1e14) },
    /no more than two hours in the future/,
  ],
  ['without a value', { MetricName: 'm' }, /mutually exclusive and you must specify one/],
  ['with two kinds of values', { MetricName: 'm', Value: 1, Values: [1] }, /mutually exclusive/],
  ['with counts that do not fit', { MetricName: 'm', Values: [1, 2], Counts: [1] }, /must have the same size/],
  ['with a resolution of 5', { MetricName: 'm', Value: 1, StorageResolution: 5 }, /must be 1 or 60, got 5/],
])('a value %s is refused, and with it the whole request', async (_what, datum, message) => {
  await expect(put(orders(at(-1), 1), datum)).rejects.toMatchObject({
    name: expect.stringMatching(/^InvalidParameter(Value|Combination)/),
    message: expect.stringMatching(message),
  });
  expect(await statistics()).toEqual([]);
});

test("AWS's own namespaces cannot be written", async () => {
  const refused = cloudWatch.send(new PutMetricDataCommand({ Namespace: 'AWS/SQS', MetricData: [orders(at(-1), 1)] }));
  await expect(refused).rejects.toMatchObject({ message: 'The value AWS/SQS for parameter Namespace is invalid.' });
});

test.each([
  [{ StartTime: new Date(1), EndTime: new Date(1) }, /StartTime must be less than the parameter EndTime/],
  [{ Period: 90 }, /Period must be 1, 5, 10, 20, 30 or a multiple of 60, got 90/],
  [{ Statistics: [] }, /At least one of the parameters Statistics and ExtendedStatistics/],
  [
    { Period: 60, StartTime: new Date(0), EndTime: new Date(86_460_000) },
    /requested up to 1441 datapoints, which exceeds the limit of 1440/,
  ],
])('reading with %j is refused', async (change, message) => {
  await expect(statistics(change)).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test.each([
  [
    "the statistic 'p99'",
    { Id: 'p', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Orders' }, Period: 60, Stat: 'p99' } },
  ],
])('%s is not offered, and the answer says so', async (what, query) => {
  const input = { MetricDataQueries: [query], StartTime: at(-1), EndTime: at(0) };
  await expect(cloudWatch.send(new GetMetricDataCommand(input))).rejects.toMatchObject({
    message: expect.stringContaining(`GetMetricData does not support ${what}`),
    $metadata: { httpStatusCode: 501 },
  });
});

test('a range that reaches far beyond what can be kept is read as fast as a short one', async () => {
  await put(orders(at(-1), 1));
  const stat = { Metric: { Namespace: 'Shop', MetricName: 'Orders' }, Period: 60, Stat: 'Sum' };
  const input = { MetricDataQueries: [{ Id: 'o', MetricStat: stat }], StartTime: new Date(0), EndTime: new Date(1e14) };
  const { MetricDataResults } = await cloudWatch.send(new GetMetricDataCommand(input));
  expect(MetricDataResults).toMatchObject([{ Values: [1], Timestamps: [at(-1)] }]);
});
