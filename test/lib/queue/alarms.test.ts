import { Duration, type Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { WorkQueue } from '../../../lib';
import { Calculation } from '../../../model/metric-math';
import { newStack, only, queuePair, type Resource, resources, statementsOf } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function alarm(metric: string): Resource['properties'] {
  const found = resources(stack, 'AWS::CloudWatch::Alarm').find(
    ({ properties }) => properties['MetricName'] === metric,
  );
  if (found === undefined) {
    throw new Error(`no alarm on ${metric}`);
  }
  return found.properties;
}

test('the first message in the dead-letter queue raises an alarm, and a quiet queue does not', () => {
  new WorkQueue(stack, 'Orders');
  expect(alarm('ApproximateNumberOfMessagesVisible')).toMatchObject({
    Dimensions: [
      { Name: 'QueueName', Value: { 'Fn::GetAtt': [queuePair(stack).deadLetterQueue.logicalId, 'QueueName'] } },
    ],
    Statistic: 'Maximum',
    Period: 60,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('a message that waits for a quarter of an hour raises an alarm', () => {
  new WorkQueue(stack, 'Orders');
  expect(alarm('ApproximateAgeOfOldestMessage')).toMatchObject({
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queuePair(stack).queue.logicalId, 'QueueName'] } }],
    Statistic: 'Maximum',
    Period: 60,
    Threshold: 900,
    TreatMissingData: 'notBreaching',
  });
});

test('where messages may be in work for longer, the age that raises an alarm is three visibility timeouts', () => {
  new WorkQueue(stack, 'Orders').raiseVisibilityTimeout(Duration.seconds(5400));
  expect(alarm('ApproximateAgeOfOldestMessage')['Threshold']).toBe(16_200);
});

test('both thresholds can be set', () => {
  new WorkQueue(stack, 'Orders', { alarms: { oldestMessageAge: Duration.hours(1), deadLetters: 10 } });
  expect(alarm('ApproximateAgeOfOldestMessage')['Threshold']).toBe(3600);
  expect(alarm('ApproximateNumberOfMessagesVisible')['Threshold']).toBe(10);
});

test('alarms can be left out', () => {
  const queue = new WorkQueue(stack, 'Orders', { alarms: false });
  expect(resources(stack, 'AWS::CloudWatch::Alarm')).toEqual([]);
  expect(queue.alarms).toBeUndefined();
});

test('with a topic, every alarm tells it when it goes off and when it is over, and CloudWatch may publish', () => {
  const topic = new sns.Topic(stack, 'OnCall', { masterKey: new kms.Key(stack, 'Key') });
  new WorkQueue(stack, 'Orders', { alarms: { topic, timeToDrain: Duration.hours(1) } });
  new WorkQueue(stack, 'Returns', { alarms: { topic } });
  const arn = { Ref: only(stack, 'AWS::SNS::Topic').logicalId };
  const alarms = resources(stack, 'AWS::CloudWatch::Alarm');
  expect(alarms).toHaveLength(5);
  for (const { properties } of alarms) {
    expect(properties).toMatchObject({ AlarmActions: [arn], OKActions: [arn], TreatMissingData: 'notBreaching' });
  }
  const alarmsOfThisAccount = {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  };
  expect(statementsOf(only(stack, 'AWS::SNS::TopicPolicy'))).toMatchObject([
    { ...alarmsOfThisAccount, Action: 'sns:Publish', Resource: arn },
  ]);
  expect(statementsOf(only(stack, 'AWS::KMS::Key'))).toContainEqual({
    ...alarmsOfThisAccount,
    Sid: 'AllowAlarms',
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*',
  });
});

test("a topic with AWS's own key is refused: nobody would hear of the alarm", () => {
  const topic = new sns.Topic(stack, 'OnCall', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') });
  expect(() => new WorkQueue(stack, 'Orders', { alarms: { topic } })).toThrow(
    `[Spillway:AlarmTopicKey] 'alarms.topic' must be a topic that is not encrypted with AWS's own key, got "alias/aws/sns".`,
  );
});

describe('the alarm on the time to drain', () => {
  interface Query {
    readonly Id: string;
    readonly Expression?: string;
    readonly MetricStat?: { readonly Period: number; readonly Stat: string };
  }

  function drainAlarm(): Resource['properties'] {
    stack = newStack();
    new WorkQueue(stack, 'Orders', { retentionPeriod: Duration.days(7), alarms: { timeToDrain: Duration.hours(1) } });
    const found = resources(stack, 'AWS::CloudWatch::Alarm').find(({ properties }) => 'Metrics' in properties);
    return found?.properties ?? {};
  }

  /** What CloudWatch computes of the expression in the template, for one period. */
  function drainTime(values: Readonly<Record<string, number>>): number | undefined {
    const queries = drainAlarm()['Metrics'] as Query[];
    const metrics = queries.flatMap(({ Id, MetricStat }) => (MetricStat === undefined ? [] : [Id]));
    const expressions = queries.flatMap(({ Id, Expression }) =>
      Expression === undefined ? [] : [{ id: Id, expression: Expression }],
    );
    const series = new Map(metrics.map((id) => [id, { label: id, values: [values[id]] }]));
    const results = new Calculation(metrics, expressions).over({ start: 0, period: 300, length: 1 }, series, [
      expressions[0]?.id ?? '',
    ]);
    const [result] = results.values();
    if (result?.type !== 'series') throw new Error('The expression is no time series.');
    return result.series.values[0];
  }

  test('wants three periods of 5 minutes in a row above the threshold', () => {
    expect(drainAlarm()).toMatchObject({ Threshold: 3600, EvaluationPeriods: 3 });
    expect((drainAlarm()['Metrics'] as Query[]).flatMap(({ MetricStat }) => MetricStat?.Period ?? [])).toEqual([
      300, 300, 300,
    ]);
  });

  test.each([
    ['an empty queue', { visible: 0, inFlight: 0, deleted: 10 }, 0],
    ['a queue out of use, or a minute that is not published yet', {}, undefined],
    ['600 messages, 400 deleted in 5 minutes', { visible: 500, inFlight: 100, deleted: 400 }, 450],
    ['a level queue: as many come as are deleted', { visible: 5, inFlight: 5, deleted: 3000 }, 1],
    ['a long job on a queue with nothing else to do', { visible: 0, inFlight: 1, deleted: 0 }, 300],
    ['consumers that have stopped: at least a period for each message', { visible: 100, deleted: 0 }, 30_000],
    ['more than the queue keeps for so long', { visible: 1_000_000 }, 7 * 86_400],
  ])('%s', (_name, values, seconds) => {
    expect(drainTime(values)).toBe(seconds);
  });

  test('rises with a queue that grows, whatever comes in', () => {
    const times = [1000, 2000, 4000].map((visible) => drainTime({ visible, inFlight: 0, deleted: 1000 }));
    expect(times).toEqual([300, 600, 1200]);
  });
});

test('quiet message groups have an alarm of their own', () => {
  new WorkQueue(stack, 'Orders', { alarms: { quietGroupsAge: Duration.minutes(2) } });
  expect(alarm('ApproximateAgeOfOldestMessageInQuietGroups')).toMatchObject({
    Threshold: 120,
    Statistic: 'Maximum',
    TreatMissingData: 'notBreaching',
  });
});

test('tags are on both queues', () => {
  new WorkQueue(stack, 'Orders', { tags: { team: 'shop' } });
  for (const { properties } of Object.values(queuePair(stack))) {
    expect(properties['Tags']).toEqual([{ Key: 'team', Value: 'shop' }]);
  }
});
