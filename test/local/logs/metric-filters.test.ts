import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  type MetricTransformation,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, LogCloud } from './log-cloud';

const transformation: MetricTransformation = { metricName: 'Late', metricNamespace: 'Shop', metricValue: '1' };
const LATE = '{ $.message = "worker drained" && $.complete IS FALSE }';

let on: LogCloud;
beforeEach(async () => {
  on = await LogCloud.start();
  await on.createStream('s');
});
afterEach(() => on.cloud.stop());

const put = (filterPattern = LATE, changes: Partial<MetricTransformation> = {}) =>
  on.logs.send(
    new PutMetricFilterCommand({
      logGroupName: GROUP,
      filterName: 'late',
      filterPattern,
      metricTransformations: [{ ...transformation, ...changes }],
    }),
  );

const line = (complete: boolean) => JSON.stringify({ level: 'WARN', message: 'worker drained', complete });

async function sum(): Promise<number> {
  await on.cloud.advance(120_000);
  const { Datapoints = [] } = await on.cloud.client(CloudWatchClient).send(
    new GetMetricStatisticsCommand({
      Namespace: 'Shop',
      MetricName: 'Late',
      StartTime: new Date(on.cloud.now() - 600_000),
      EndTime: new Date(on.cloud.now()),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
}

test('what matches a filter is counted, from the filter on', async () => {
  await on.put('s', [0, line(false)]);
  await put();
  await on.put('s', [1, line(false)], [2, line(true)], [3, 'no JSON'], [4, line(false)]);
  await on.put('s', [5, line(true)]);
  expect(await sum()).toBe(2);
});

test('each match counts by the value of the filter', async () => {
  await put('drained', { metricValue: '2.5' });
  await on.put('s', [0, line(true)], [1, line(false)]);
  expect(await sum()).toBe(5);
});

test('a value can be taken from the event; one without a number there counts nothing', async () => {
  await put('{ $.took.ms >= 0 }', { metricValue: '$.took.ms' });
  const took = (ms: unknown) => JSON.stringify({ took: { ms } });
  await on.put('s', [0, took(40)], [1, took('50')], [2, took(2.5)], [3, JSON.stringify({ took: 7 })], [4, 'no JSON']);
  expect(await sum()).toBe(42.5);
});

test('more values than CloudWatch takes in one datum are all counted', async () => {
  await put('drained', { metricValue: '1' });
  await on.put('s', ...Array.from({ length: 400 }, (_, index) => [index, line(true)] as const));
  expect(await sum()).toBe(400);
});

test('a filter is listed, replaced, and counts no more when it is deleted', async () => {
  await put('first');
  await put();
  const { metricFilters } = await on.logs.send(new DescribeMetricFiltersCommand({ logGroupName: GROUP }));
  expect(metricFilters).toEqual([
    {
      filterName: 'late',
      filterPattern: LATE,
      logGroupName: GROUP,
      metricTransformations: [transformation],
      creationTime: on.cloud.now(),
    },
  ]);
  const count = async () => (await on.logs.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.metricFilterCount;
  expect(await count()).toBe(1);
  const remove = () => on.logs.send(new DeleteMetricFilterCommand({ logGroupName: GROUP, filterName: 'late' }));
  await remove();
  expect(await count()).toBe(0);
  await on.put('s', [0, line(false)]);
  expect(await sum()).toBe(0);
  await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each<[string, Partial<MetricTransformation>, string, string]>([
  ['a pattern that cannot be read', {}, '{ $.message', 'InvalidParameterException'],
  ['a value that is neither a number nor a field', { metricValue: 'size' }, LATE, 'InvalidParameterException'],
  ['dimensions', { dimensions: { Queue: '$.queue' } }, LATE, 'NotImplemented'],
  ['a default value', { defaultValue: 0 }, LATE, 'NotImplemented'],
])('%s is refused', async (_name, changes, pattern, name) => {
  await expect(put(pattern, changes)).rejects.toMatchObject({ name });
});
