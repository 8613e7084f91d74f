import { Duration, type Stack } from 'aws-cdk-lib';
import { WorkQueue } from '../../../lib';
import { newStack, queuePair, type Resource, resources } from '../synthesis';

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
