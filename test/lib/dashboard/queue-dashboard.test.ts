import { Duration, type Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QueueDashboard, WorkQueue } from '../../../lib';
import { newApp, newStack, only, queuePair, resources } from '../synthesis';
import { metricsOf, type ShownMetric, widget, widgets } from './dashboard-body';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const shown = (title: string): readonly ShownMetric[] => metricsOf(widget(stack, title));
const titles = (): readonly unknown[] =>
  widgets(stack).map(({ properties }) => properties.title ?? properties.markdown);

test.each([
  [
    'Depth (messages)',
    [
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ],
  ],
  ['Age of the oldest message (seconds)', ['ApproximateAgeOfOldestMessage']],
  ['Messages per minute', ['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted']],
])('%s of the queue', (title, names) => {
  const queue = new WorkQueue(stack, 'Orders');
  new QueueDashboard(stack, 'Dashboard', { queues: [queue] });
  const QueueName = queuePair(stack).queue.logicalId;
  expect(shown(title)).toMatchObject(
    names.map((name) => ({ name, namespace: 'AWS/SQS', dimensions: { QueueName }, options: { period: 60 } })),
  );
});

test('dead letters are those that wait in the dead-letter queue, and how old they are', () => {
  new QueueDashboard(stack, 'Dashboard', { queues: [new WorkQueue(stack, 'Orders')] });
  const QueueName = queuePair(stack).deadLetterQueue.logicalId;
  expect(shown('Dead letters')).toMatchObject([
    { name: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName } },
    { name: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName }, options: { yAxis: 'right' } },
  ]);
});

test("the time to drain is the queue's own metric, and whether the queue grows stands beside it", () => {
  const queue = new WorkQueue(stack, 'Orders', { retentionPeriod: Duration.days(1) });
  new QueueDashboard(stack, 'Dashboard', { queues: [queue] });
  const [drain, growth] = shown('Time to drain (seconds)').filter(({ options }) => 'expression' in options);
  expect(drain?.name).toBe(queue.metricTimeToDrain().expression);
  expect(drain?.name).toContain('86400');
  const perMinute = (sent?: number, deleted?: number): unknown =>
    new Function('sent', 'deleted', 'FILL', 'PERIOD', `return ${growth?.name}`)(
      sent,
      deleted,
      (value: number | undefined, otherwise: number) => value ?? otherwise,
      () => 300,
    );
  expect([perMinute(1000, 500), perMinute(500, 1000), perMinute(undefined, undefined)]).toEqual([100, -100, 0]);
});

test('the alarms of a work queue are shown, with others that it is given', () => {
  const alarm = cloudwatch.Alarm.fromAlarmArn(stack, 'Fleet', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:fleet');
  new QueueDashboard(stack, 'Dashboard', { queues: [] }).addQueue(new WorkQueue(stack, 'Orders'), { alarms: [alarm] });
  const own = resources(stack, 'AWS::CloudWatch::Alarm').map(({ logicalId }) => logicalId);
  expect(own).toHaveLength(2);
  expect(widget(stack, 'Alarms').properties.alarms).toEqual([...own, alarm.alarmArn]);
});

test('several queues stand below each other, under their titles, and no two graphs overlap', () => {
  const dashboard = new QueueDashboard(stack, 'Dashboard', { queues: [new WorkQueue(stack, 'Orders')] });
  dashboard.addQueue(new WorkQueue(stack, 'Returns', { alarms: false }), { title: 'What comes back' });
  expect(titles()).toEqual([
    '# Orders',
    'Alarms',
    'Depth (messages)',
    'Age of the oldest message (seconds)',
    'Messages per minute',
    'Time to drain (seconds)',
    'Dead letters',
    '# What comes back',
    'Depth (messages)',
    'Age of the oldest message (seconds)',
    'Messages per minute',
    'Time to drain (seconds)',
    'Dead letters',
  ]);
  const cells = widgets(stack).flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)}:${y + Math.floor(cell / width)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...widgets(stack).map(({ x, width }) => x + width))).toBe(24);
});

test('a plain queue is shown with its dead-letter queue, an imported one with the one that is named', () => {
  const deadLetters = new sqs.Queue(stack, 'DeadLetters');
  const plain = new sqs.Queue(stack, 'Plain', { deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 } });
  const imported = sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:111122223333:old');
  const importedDeadLetters = sqs.Queue.fromQueueArn(stack, 'OldDead', 'arn:aws:sqs:eu-west-1:111122223333:old-dlq');
  new QueueDashboard(stack, 'Dashboard', { queues: [plain] })
    .addQueue(imported, { deadLetterQueue: importedDeadLetters })
    .addQueue(sqs.Queue.fromQueueArn(stack, 'Other', 'arn:aws:sqs:eu-west-1:111122223333:other'));
  const queues = widgets(stack)
    .filter(({ properties }) => properties.title === 'Dead letters')
    .map((each) => metricsOf(each)[0]?.dimensions['QueueName']);
  expect(queues).toEqual([stack.getLogicalId(deadLetters.node.defaultChild as sqs.CfnQueue), 'old-dlq']);
});

test('a queue of another stack, in either order, makes no cycle', () => {
  const app = newApp({ '@aws-cdk/core:defaultCrossStackReferences': 'strong' });
  const queues = newStack({}, app);
  stack = newStack({}, app);
  new QueueDashboard(stack, 'Dashboard', { queues: [new WorkQueue(queues, 'Orders')] });
  expect(titles()).toContain('Dead letters');
});

describe('what consumers publish', () => {
  test('is shown under the dimensions that the consumers give it', () => {
    const queue = new WorkQueue(stack, 'Orders');
    new QueueDashboard(stack, 'Dashboard', { queues: [] }).addQueue(queue, {
      consumer: { namespace: 'Shop', dimensions: { service: 'orders' } },
    });
    const dimensions = { service: 'orders', QueueName: queuePair(stack).queue.logicalId };
    expect(shown('Processing time (milliseconds)')).toMatchObject(
      ['p50', 'p95', 'p99'].map((stat) => ({
        name: 'ProcessingTime',
        namespace: 'Shop',
        dimensions,
        options: { stat },
      })),
    );
    expect(shown('Outcomes per minute').map(({ name }) => name)).toEqual([
      'Succeeded',
      'Retried',
      'DeadLettered',
      'Released',
    ]);
    expect(shown('Requests per message').slice(1)).toMatchObject(
      ['Requests', 'Succeeded', 'DeadLettered'].map((name) => ({ name, dimensions, options: { visible: false } })),
    );
  });

  test('is looked for where Powertools puts it, when nothing is said of dimensions', () => {
    new QueueDashboard(stack, 'Dashboard', { queues: [] }).addQueue(new WorkQueue(stack, 'Orders'), {
      consumer: { namespace: 'Shop' },
    });
    expect(shown('Processing time (milliseconds)')[0]?.dimensions).toMatchObject({ service: 'service_undefined' });
  });

  test.each([
    [40, 10, 0, 4],
    [40, 6, 2, 5],
    [7, undefined, undefined, 0],
  ])('%s requests for %s successes and %s dead letters are %s for each message', (requests, done, dead, ratio) => {
    new QueueDashboard(stack, 'Dashboard', { queues: [] }).addQueue(new WorkQueue(stack, 'Orders'), {
      consumer: { namespace: 'Shop' },
    });
    const expression = shown('Requests per message')[0]?.name;
    const FILL = (value: number | undefined, otherwise: number) => value ?? otherwise;
    const IF = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
    const evaluate = new Function('requests', 'succeeded', 'deadLettered', 'FILL', 'IF', `return ${expression}`);
    expect(evaluate(requests, done, dead, FILL, IF)).toBe(ratio);
  });
});

test('the dashboard may have a name, and opens with the last three hours', () => {
  new QueueDashboard(stack, 'Dashboard', { queues: [new WorkQueue(stack, 'Orders')], dashboardName: 'shop-queues' });
  const { properties } = only(stack, 'AWS::CloudWatch::Dashboard');
  expect(properties['DashboardName']).toBe('shop-queues');
  expect(JSON.stringify(properties['DashboardBody'])).toContain('-PT3H');
});

test('everything that is wrong comes in one error', () => {
  const queue = new WorkQueue(stack, 'Orders');
  const wrong = () =>
    new QueueDashboard(newStack(), 'Dashboard', {
      queues: [queue, queue],
      dashboardName: 'shop queues',
      defaultInterval: Duration.seconds(1),
    });
  for (const id of ['DashboardQueues', 'DashboardName', 'DashboardInterval']) expect(wrong).toThrow(`[Spillway:${id}]`);
});

test('so does what is wrong about one queue', () => {
  const queue = new WorkQueue(stack, 'Orders');
  const dashboard = new QueueDashboard(stack, 'Dashboard', { queues: [queue] });
  const alarms = Array.from({ length: 99 }, (_, index) =>
    cloudwatch.Alarm.fromAlarmArn(stack, `A${index}`, `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${index}`),
  );
  const wrong = () =>
    dashboard.addQueue(queue, { alarms, consumer: { namespace: 'AWS/SQS', dimensions: { QueueName: 'orders' } } });
  const ids = ['DashboardQueues', 'DashboardConsumerNamespace', 'DashboardConsumerDimensions', 'DashboardAlarms'];
  for (const id of ids) expect(wrong).toThrow(`[Spillway:${id}]`);
});
