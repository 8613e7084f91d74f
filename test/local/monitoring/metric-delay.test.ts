import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateQueueCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud, type LocalCloudOptions } from '../../../local';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let cloud: LocalCloud;
let cloudWatch: CloudWatchClient;
let sqs: SQSClient;
let QueueUrl: string | undefined;

async function start(options: LocalCloudOptions = {}) {
  cloud = await LocalCloud.start({ clock: 'virtual', ...options });
  cloudWatch = cloud.client(CloudWatchClient);
  sqs = cloud.client(SQSClient);
  ({ QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' })));
}
afterEach(() => cloud.stop());

const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));

const stat = (MetricName: string, Stat: string) => ({
  Metric: { Namespace: 'AWS/SQS', MetricName, Dimensions: [{ Name: 'QueueName', Value: 'work' }] },
  Period: 60,
  Stat,
});
const VISIBLE = stat('ApproximateNumberOfMessagesVisible', 'Maximum');

/** How many minutes the queue has reported so far, over the whole run. */
async function reported(): Promise<number> {
  const { MetricDataResults } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'v', MetricStat: VISIBLE }],
      StartTime: new Date(Date.UTC(2026, 0, 1)),
      EndTime: new Date(cloud.now() + MINUTE),
    }),
  );
  return MetricDataResults?.[0]?.Values?.length ?? 0;
}

function putAlarm(queries: MetricDataQuery[], change: Partial<PutMetricAlarmCommandInput> = {}) {
  return cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'backlog',
      Metrics: queries,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      ...change,
    }),
  );
}
const state = async () => (await cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0]?.StateValue;

test("a minute's values are there one minute after it, and an alarm goes off then", async () => {
  await start();
  await putAlarm([{ Id: 'v', MetricStat: VISIBLE }]);
  await send();
  await cloud.advance(2 * MINUTE - 1);
  expect([await reported(), await state()]).toEqual([0, 'OK']);
  await cloud.advance(1);
  expect([await reported(), await state()]).toEqual([1, 'ALARM']);
});

test.each([10, 180])('with a delay of %d seconds they are there so much later', async (metricDelaySeconds) => {
  await start({ metricDelaySeconds });
  await putAlarm([{ Id: 'v', MetricStat: VISIBLE }]);
  await send();
  await cloud.advance(MINUTE + metricDelaySeconds * SECOND - 1);
  expect([await reported(), await state()]).not.toContain('ALARM');
  expect(await reported()).toBe(0);
  await cloud.advance(1);
  expect([await reported(), await state()]).toEqual([1, 'ALARM']);
});

test('what somebody puts is there at once', async () => {
  await start();
  const metric = { Namespace: 'Shop', MetricName: 'Orders' };
  await putAlarm([{ Id: 'o', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }]);
  const MetricData = [{ MetricName: 'Orders', Value: 5 }];
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  await cloud.advance(MINUTE);
  expect(await state()).toBe('ALARM');
});

// "When you use this function in an alarm, you can encounter an issue if your metrics are being published with a slight
// delay": FILL, "Using math expressions with CloudWatch metrics".
describe('FILL in an alarm', () => {
  const filled = [
    { Id: 'e', Expression: 'FILL(v, 0)' },
    { Id: 'v', MetricStat: VISIBLE, ReturnData: false },
  ];
  const busy = async () => {
    await putAlarm(filled, { EvaluationPeriods: 3 });
    await send();
    await cloud.advance(10 * MINUTE);
    return state();
  };

  test('makes the latest value the filled one, so an alarm of 3 of 3 never goes off', async () => {
    await start();
    expect(await busy()).toBe('OK');
  });

  test('does no harm where the latest minute is there', async () => {
    await start({ metricDelaySeconds: 10 });
    expect(await busy()).toBe('ALARM');
  });

  test('an alarm of 2 of 3 goes off, and so does one whose condition is a metric that is not filled', async () => {
    await start();
    await putAlarm(filled, { EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    await send();
    await cloud.advance(4 * MINUTE);
    expect(await state()).toBe('ALARM');
    await putAlarm([{ Id: 'e', Expression: 'IF(v >= 0, FILL(v, 0))' }, ...filled.slice(1)], {
      EvaluationPeriods: 3,
    });
    await cloud.advance(MINUTE);
    expect(await state()).toBe('ALARM');
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    await cloud.advance(4 * MINUTE);
    expect(await state()).toBe('OK');
  });
});

test.each([
  [undefined, 15],
  [120, 2],
])(
  'a queue that nobody touched for six hours is silent for longer: set %p',
  async (queueActivationSeconds, minutes) => {
    await start({ queueActivationSeconds });
    await reported();
    await cloud.advance(8 * HOUR);
    const before = await reported();
    expect(before).toBe(6 * 60 - 1);
    await send();
    // Its first activity is noticed at the end of its minute, and the value that follows is published a minute later.
    await cloud.advance((minutes + 1) * MINUTE);
    expect(await reported()).toBe(before);
    await cloud.advance(MINUTE);
    expect(await reported()).toBe(before + 1);
  },
);

test('a queue that is touched again in time is not silent at all', async () => {
  await start();
  await reported();
  await cloud.advance(5 * HOUR);
  await send();
  await cloud.advance(5 * HOUR + MINUTE);
  expect(await reported()).toBe(10 * 60);
});

test('a negative delay is refused', async () => {
  await expect(LocalCloud.start({ metricDelaySeconds: -1 })).rejects.toThrow(
    /'metricDelaySeconds' must be 0 or more seconds, got -1/,
  );
  await start();
});
