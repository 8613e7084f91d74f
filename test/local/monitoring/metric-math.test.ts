import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  PutMetricDataCommand,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { LocalCloud } from '../../../local/local-cloud';

const MINUTE = 60_000;

let cloud: LocalCloud;
let cloudWatch: CloudWatchClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  cloudWatch = cloud.client(CloudWatchClient);
  await cloud.advance(60 * MINUTE);
});
afterEach(() => cloud.stop());

const at = (minutes: number) => new Date(cloud.now() + minutes * MINUTE);

/** Values by minutes before now, for example `{ '-3': 5 }`. */
function put(MetricName: string, values: Readonly<Record<string, number>>) {
  const MetricData = Object.entries(values).map(([minutes, Value]) => ({
    MetricName,
    Value,
    Timestamp: at(Number(minutes)),
  }));
  return cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
}

const metric = (Id: string, MetricName: string, change: Partial<MetricDataQuery> = {}): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
  ReturnData: false,
  ...change,
});

const requestOf = (queries: MetricDataQuery[]): GetMetricDataCommandInput => ({
  MetricDataQueries: queries,
  StartTime: at(-3),
  EndTime: at(0),
  ScanBy: 'TimestampAscending',
});

async function data(...queries: MetricDataQuery[]) {
  const { MetricDataResults = [] } = await cloudWatch.send(new GetMetricDataCommand(requestOf(queries)));
  return MetricDataResults.map(({ Id, Label, Timestamps = [], Values = [] }) => ({
    Id,
    Label,
    points: Object.fromEntries(Timestamps.map((time, index) => [(+time - cloud.now()) / MINUTE, Values[index]])),
  }));
}

test('an expression is calculated minute by minute, over metrics that are not returned themselves', async () => {
  await put('Errors', { '-3': 1, '-1': 4 });
  await put('Orders', { '-3': 10, '-2': 10, '-1': 8 });
  const results = await data(
    { Id: 'rate', Expression: '100 * errors / orders', Label: 'Error rate' },
    metric('errors', 'Errors'),
    metric('orders', 'Orders'),
  );
  expect(results).toEqual([{ Id: 'rate', Label: 'Error rate', points: { '-3': 10, '-2': 0, '-1': 50 } }]);
});

test('an expression without a label has its id, and metrics are returned beside it', async () => {
  await put('Orders', { '-2': 7 });
  expect(await data(metric('m1', 'Orders', { ReturnData: true }), { Id: 'e1', Expression: 'FILL(m1, 0) + 1' })).toEqual(
    [
      { Id: 'm1', Label: 'Orders', points: { '-2': 7 } },
      { Id: 'e1', Label: 'e1', points: { '-3': 1, '-2': 8, '-1': 1 } },
    ],
  );
});

test('an expression that is an array returns each of its series, named after expression and metric', async () => {
  await put('A', { '-1': 1 });
  await put('B', { '-2': 2 });
  const results = await data(
    { Id: 'all', Expression: 'FILL(METRICS(), 0)', Label: 'Filled' },
    metric('a', 'A'),
    metric('b', 'B', { Label: 'Second' }),
  );
  expect(results).toEqual([
    { Id: 'all', Label: 'Filled A', points: { '-3': 0, '-2': 0, '-1': 1 } },
    { Id: 'all', Label: 'Filled Second', points: { '-3': 0, '-2': 2, '-1': 0 } },
  ]);
});

test('a period of five minutes is 300 seconds to PERIOD', async () => {
  await put('Orders', { '-3': 300, '-2': 300 });
  const StartTime = new Date(Math.floor(+at(-3) / (5 * MINUTE)) * 5 * MINUTE);
  const stat = { Metric: { Namespace: 'Shop', MetricName: 'Orders' }, Period: 300, Stat: 'Sum' };
  const { MetricDataResults } = await cloudWatch.send(
    new GetMetricDataCommand({
      ...requestOf([
        { Id: 'm1', MetricStat: stat, ReturnData: false },
        { Id: 'perSecond', Expression: 'm1 / PERIOD(m1)' },
      ]),
      StartTime,
    }),
  );
  expect(MetricDataResults).toMatchObject([{ Id: 'perSecond', Values: [2], Timestamps: [StartTime] }]);
});

test('the results of expressions come in pages, too', async () => {
  const input = requestOf([{ Id: 'e1', Expression: 'TIME_SERIES(5)', Period: 60 }]);
  const pages: unknown[] = [];
  for await (const page of paginateGetMetricData({ client: cloudWatch, pageSize: 2 }, input)) {
    pages.push(page.MetricDataResults?.map(({ Values, StatusCode }) => [Values, StatusCode]));
  }
  expect(pages).toEqual([[[[5, 5], 'PartialData']], [[[5], 'Complete']]]);
});

test.each<[string, MetricDataQuery[], RegExp]>([
  [
    'a broken expression',
    [{ Id: 'e1', Expression: 'm1 +' }, metric('m1', 'A')],
    /^Error in expression 'e1' \[The expr/,
  ],
  ['an id that is not there', [{ Id: 'e1', Expression: 'm2', Period: 60 }], /Undefined variable 'm2'/],
  ['a number', [{ Id: 'e1', Expression: 'AVG(m1)' }, metric('m1', 'A')], /'e1' \[The result must be a time series/],
  ['both kinds', [{ ...metric('m1', 'A'), Expression: 'm1' }], /Either Expression or MetricStat must be given, 'm1'/],
  ['no period', [{ Id: 'e1', Expression: 'TIME_SERIES(1)' }], /MetricDataQueries.Period \(of 'e1'/],
  ['an id in capitals', [{ Id: 'E1', Expression: 'TIME_SERIES(1)', Period: 60 }], /The value 'E1' for parameter/],
  ['a long one', [{ Id: 'e1', Expression: `1${'+1'.repeat(1_024)}`, Period: 60 }], /length between 1 and 2048/],
])('%s is refused', async (_what, queries, message) => {
  await expect(data(...queries)).rejects.toMatchObject({
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: 400 },
  });
});

test.each<[string, MetricDataQuery[]]>([
  ['SEARCH in metric math', [{ Id: 'e1', Expression: "SEARCH(' {Shop} ', 'Sum', 60)", Period: 60 }]],
  ['Metrics Insights queries', [{ Id: 'e1', Expression: 'SELECT AVG(Orders) FROM Shop', Period: 60 }]],
  [
    'expressions in a request whose metrics have different periods (60, 300)',
    [metric('m1', 'A'), { Id: 'e1', Expression: 'm1', Period: 300 }],
  ],
])('%s is not offered, and the answer says so', async (what, queries) => {
  await expect(data(...queries)).rejects.toMatchObject({
    message: expect.stringContaining(`GetMetricData does not support ${what}`),
    $metadata: { httpStatusCode: 501 },
  });
});
