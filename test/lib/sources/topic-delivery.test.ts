import { CreateTopicCommand, PublishCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { TopicSource, WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local';
import { newApp, newStack } from '../synthesis';

const OWNER = '444455556666';
const TOPIC = `arn:aws:sns:us-east-1:${OWNER}:orders`;

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});
afterEach(() => cloud.stop());

async function bodies(QueueUrl = ''): Promise<readonly string[]> {
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
  const { Messages = [] } = await cloud.client(SQSClient).send(receive);
  return Messages.map(({ Body = '' }) => Body);
}

test("a topic of another account delivers once its owner has added what the stack's output says", async () => {
  const owner = cloud.client(SNSClient, { account: OWNER });
  await owner.send(new CreateTopicCommand({ Name: 'orders' }));
  const app = newApp();
  const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } }, app);
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', TOPIC);
  const queue = new WorkQueue(stack, 'Orders').addSource(new TopicSource(topic, { rawMessageDelivery: true }));
  new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
  const assembly = app.synth();
  const { directory } = assembly;

  await expect(cloud.deploy(directory)).rejects.toThrow('sns:Subscribe');

  const outputs: { Value: unknown; Description?: string }[] = Object.values(
    assembly.getStackByName(stack.stackName).template.Outputs,
  );
  const printed = outputs.find(({ Description }) => Description?.includes("topic's policy"))?.Value;
  await owner.send(
    new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName: 'Policy', AttributeValue: joined(printed) }),
  );
  const [deployed] = await cloud.deploy(directory);
  await owner.send(new PublishCommand({ TopicArn: TOPIC, Message: 'hello' }));
  await cloud.settle();
  expect(await bodies(deployed?.outputs['QueueUrl'])).toEqual(['hello']);
});

/** Literal, or an `Fn::Join` over literals and the partition. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  const [, parts] = (value as { 'Fn::Join': [string, (string | { Ref: string })[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'aws')).join('');
}

test('many topics deliver through the one statement, and another topic of the account does not', async () => {
  const stack = newStack();
  const queue = new WorkQueue(stack, 'Orders');
  const topics = [0, 1, 2].map((n) => new sns.Topic(stack, `Topic${n}`, { topicName: `topic-${n}` }));
  for (const topic of topics) queue.addSource(new TopicSource(topic, { rawMessageDelivery: true }));
  new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
  const [deployed] = await cloud.deploy((stack.node.root as ReturnType<typeof newApp>).synth().directory);
  const client = cloud.client(SNSClient);
  for (const n of [0, 1, 2]) {
    const TopicArn = `arn:aws:sns:us-east-1:111122223333:topic-${n}`;
    await client.send(new PublishCommand({ TopicArn, Message: `${n}` }));
  }
  await cloud.settle();
  expect([...(await bodies(deployed?.outputs['QueueUrl']))].sort()).toEqual(['0', '1', '2']);
});
