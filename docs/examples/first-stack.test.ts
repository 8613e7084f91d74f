import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App } from 'aws-cdk-lib';
import { LocalCloud } from '../../local';
import { OrdersStack } from './first-stack';

test('an order that fails five times ends in the dead-letter queue', async () => {
  const app = new App();
  new OrdersStack(app, 'Shop');
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const [stack] = await cloud.deploy(app.synth().directory);
    const { QueueUrl, DeadLetterQueueUrl } = stack?.outputs ?? {};
    const sqs = cloud.client(SQSClient);
    let receives = 0;
    cloud.events.subscribe(({ type }) => {
      if (type === 'sqs.received') receives += 1;
    });

    for (const order of [
      { orderId: '1', items: ['paper'] },
      { orderId: '2', items: ['pencil'] },
    ]) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(order) }));
    }
    await cloud.settle();

    const left = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: DeadLetterQueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(left.Attributes).toEqual({ ApproximateNumberOfMessages: '1' });
    expect(receives).toBe(1 + 5);
  } finally {
    await cloud.stop();
  }
});
