import { CfnParameter, type Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { QueueDashboard } from '../../../../lib';
import { metricsOf, widget, widgets } from '../../dashboard/dashboard-body';
import { newStack, only, type Resource, resources } from '../../synthesis';
import { fleet } from './fleet';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const alarmOf = (id: string): Resource | undefined =>
  resources(stack, 'AWS::CloudWatch::Alarm').find(({ logicalId }) => logicalId.startsWith(`Fleet${id}`));

test.each([
  ['BacklogAlarm', 100, 10],
  ['LatencyAlarm', 300, 3],
  ['AtMaximumAlarm', 20, 10],
  ['FailedLaunchesAlarm', 1, 10],
  ['DrainsOutOfTimeAlarm', 1, 1],
  ['HungWorkersAlarm', 1, 1],
  ['ProcessingTimeAlarm', 2, 3],
])('%s goes off at %i for %i periods, and a fleet that reports nothing wakes nobody', (id, threshold, minutes) => {
  fleet(stack);
  expect(alarmOf(id)?.properties).toMatchObject({
    Threshold: threshold,
    EvaluationPeriods: minutes,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test.each([
  ['DrainsOutOfTime', '{ $.message = "worker drained" && $.complete IS FALSE }'],
  ['HungWorkers', '{ $.message = "worker hung" }'],
])('%s is counted from what the worker says in its log', (metricName, FilterPattern) => {
  fleet(stack);
  const filters = resources(stack, 'AWS::Logs::MetricFilter').map(({ properties }) => properties);
  const properties = filters.find((filter) => JSON.stringify(filter).includes(metricName)) ?? {};
  const [transformation] = properties['MetricTransformations'] as readonly Record<string, unknown>[];
  expect(properties).toMatchObject({
    LogGroupName: { Ref: only(stack, 'AWS::Logs::LogGroup').logicalId },
    FilterPattern,
  });
  expect(alarmOf(`${metricName}Alarm`)?.properties).toMatchObject({
    Namespace: transformation?.['MetricNamespace'],
    MetricName: transformation?.['MetricName'],
    Statistic: 'Sum',
  });
});

test('a topic hears of the alarms, and not of those that scale', () => {
  const topic = new sns.Topic(stack, 'OnCall');
  fleet(stack, { alarms: { topic } });
  const told = resources(stack, 'AWS::CloudWatch::Alarm')
    .filter(({ properties }) => JSON.stringify(properties['AlarmActions'])?.includes('OnCall'))
    .map(({ logicalId }) => logicalId.replace(/^Fleet|Alarm.*$/g, ''));
  expect(told.sort()).toEqual([
    'AtMaximum',
    'Backlog',
    'DrainsOutOfTime',
    'FailedLaunches',
    'HungWorkers',
    'Latency',
    'ProcessingTime',
  ]);
});

test('without alarms it still scales', () => {
  const { alarms } = fleet(stack, { alarms: false });
  expect(alarms).toBeUndefined();
  expect(['BacklogAlarm', 'LatencyAlarm'].map(alarmOf)).toEqual([undefined, undefined]);
  expect(['WakeUpAlarm', 'ScaleInAlarm'].map((id) => alarmOf(id)?.properties['AlarmActions'])).toEqual([
    [{ 'Fn::GetAtt': [expect.stringMatching(/^FleetWakeUp/), 'Arn'] }],
    [{ 'Fn::GetAtt': [expect.stringMatching(/^FleetScaleIn/), 'Arn'] }],
  ]);
});

test('a dashboard shows the fleet: its alarms, and eight graphs with what is acceptable', () => {
  const workers = fleet(stack);
  new QueueDashboard(stack, 'Dashboard', { queues: [] }).addFleet(workers, 'Encoders');
  expect(widgets(stack).map(({ properties }) => properties.title ?? properties.markdown)).toEqual([
    '# Encoders',
    'Alarms',
    'Instances',
    'Backlog per instance (messages)',
    'Longest wait (seconds)',
    'Demand (percent of the ordered slots)',
    'Instances ordered, not in service',
    'Drains that ran out of time',
    'Processing time (seconds)',
    'Workers that hung',
  ]);
  expect(widget(stack, 'Alarms').properties.alarms).toHaveLength(7);
  expect(metricsOf(widget(stack, 'Instances')).map(({ name }) => name)).toEqual([
    'GroupDesiredCapacity',
    'GroupInServiceInstances',
    'GroupPendingInstances',
    'GroupTerminatingInstances',
  ]);
  const lines = (title: string) => JSON.stringify(widget(stack, title).properties);
  expect(lines('Backlog per instance (messages)')).toContain('"value":40');
  expect(lines('Longest wait (seconds)')).toContain('"value":300');
  expect(lines('Processing time (seconds)')).toContain('"value":30');
  expect(lines('Demand (percent of the ordered slots)')).toContain('"value":100');
});

test('a line at a value that only CloudFormation knows is left out, and the graph stays', () => {
  const concurrency = new CfnParameter(stack, 'Slots', { type: 'Number' }).valueAsNumber;
  new QueueDashboard(stack, 'Dashboard', { queues: [] }).addFleet(fleet(stack, { concurrency }));
  const graph = JSON.stringify(widget(stack, 'Backlog per instance (messages)').properties);
  expect(graph).not.toContain('annotations');
  expect(graph).toContain('visible');
});
