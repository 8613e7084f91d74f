import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../local';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});

afterEach(() => cloud.stop());

const metric = (Id: string, MetricName: string) => ({
  Id,
  MetricStat: {
    Metric: { Namespace: 'AWS/SQS', MetricName, Dimensions: [{ Name: 'QueueName', Value: 'orders' }] },
    Period: 60,
    Stat: 'Maximum',
  },
  ReturnData: false,
});

test('the alarm on outstanding messages goes off two minutes after the message', async () => {
  const cloudWatch = cloud.client(CloudWatchClient);
  const sqs = cloud.client(SQSClient);
  const state = async () => (await cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0]?.StateValue;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'outstanding',
      Metrics: [
        { Id: 'outstanding', Expression: 'IF(waiting >= 0, waiting + FILL(inFlight, 0))' },
        metric('waiting', 'ApproximateNumberOfMessagesVisible'),
        metric('inFlight', 'ApproximateNumberOfMessagesNotVisible'),
      ],
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'order 1' }));

  await cloud.advance(60_000); // the minute is over, and its values are not published yet
  expect(await state()).toBe('OK');
  await cloud.advance(60_000);
  expect(await state()).toBe('ALARM');
});
