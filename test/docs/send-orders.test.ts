import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../local';

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

test('the example sends each order, grouped, to the queue of the environment', async () => {
  const cloud = await LocalCloud.start({ port: 0 });
  try {
    const sqs = cloud.client(SQSClient);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    Object.assign(process.env, {
      SPILLWAY_QUEUE_URL: QueueUrl,
      AWS_ENDPOINT_URL: cloud.url,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.account,
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    // It looks for its queue when it is loaded.
    const { sendOrders }: typeof import('../../docs/examples/send-orders') = require('../../docs/examples/send-orders');

    const failed = await sendOrders([
      { orderId: 'eu-1', total: 10 },
      { orderId: 'us-1', total: 20 },
    ]);

    expect(failed).toEqual([]);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    expect(Messages.map(({ Body, Attributes }) => [Attributes?.MessageGroupId, Body]).sort()).toEqual([
      ['eu', '{"orderId":"eu-1","total":10}'],
      ['us', '{"orderId":"us-1","total":20}'],
    ]);
  } finally {
    await cloud.stop();
  }
});
