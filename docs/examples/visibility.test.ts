import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../local';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', seed: 'orders' });
});

afterEach(() => cloud.stop());

test('a message that nobody deletes comes back after the visibility timeout', async () => {
  const sqs = cloud.client(SQSClient);
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'orders', Attributes: { VisibilityTimeout: '30' } }),
  );
  const receive = async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
    return Messages.map(({ Body }) => Body);
  };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'order 1' }));

  expect(await receive()).toEqual(['order 1']);
  await cloud.advance(29_999);
  expect(await receive()).toEqual([]);
  await cloud.advance(1);
  expect(await receive()).toEqual(['order 1']);
});
