import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { redriveTimeouts } from '../../docs/examples/redrive-timeouts';
import { LocalCloud } from '../../local';

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

test('the example sends back what timed out, by attribute or log, each to its own queue', async () => {
  const cloud = await LocalCloud.start({ port: 0 });
  try {
    const sqs = cloud.client(SQSClient);
    const arn = (name: string) => `arn:aws:sqs:us-east-1:${cloud.account}:${name}`;
    const create = async (QueueName: string): Promise<string> =>
      (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
    const urls = { dead: await create('dead'), orders: await create('orders'), returns: await create('returns') };
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 });
    for (const QueueUrl of [urls.orders, urls.returns]) {
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    }

    // One that SQS has moved: only the consumer's log says why.
    const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: urls.orders, MessageBody: 'logged' }));
    for (const VisibilityTimeout of [0, 30]) {
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: urls.orders, VisibilityTimeout }));
    }
    const logs = cloud.client(CloudWatchLogsClient);
    const group = { logGroupName: '/aws/lambda/orders' };
    await logs.send(new CreateLogGroupCommand(group));
    await logs.send(new CreateLogStreamCommand({ ...group, logStreamName: 's' }));
    const message = JSON.stringify({ outcome: 'retry', messageId: MessageId, reason: 'the bank timed out' });
    const logEvents = [{ timestamp: Date.now(), message }];
    await logs.send(new PutLogEventsCommand({ ...group, logStreamName: 's', logEvents }));

    // Two that the engine has sent.
    for (const [body, reason] of [
      ['returned', 'timeout'],
      ['wrong', 'no such customer'],
    ] as const) {
      const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
      const MessageAttributes = {
        'Spillway.Reason': attribute(reason),
        'Spillway.SourceArn': attribute(arn('returns')),
      };
      await sqs.send(new SendMessageCommand({ QueueUrl: urls.dead, MessageBody: body, MessageAttributes }));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));

    Object.assign(process.env, {
      AWS_ENDPOINT_URL: cloud.url,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.account,
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    expect(await redriveTimeouts('dead', group.logGroupName)).toMatchObject({ moved: 2, unmatched: 1, failed: [] });
    const bodiesOf = async (QueueUrl: string) =>
      ((await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? []).map(
        ({ Body }) => Body,
      );
    expect([await bodiesOf(urls.orders), await bodiesOf(urls.returns), await bodiesOf(urls.dead)]).toEqual([
      ['logged'],
      ['returned'],
      ['wrong'],
    ]);
  } finally {
    await cloud.stop();
  }
});
