import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local/local-cloud';

let cloud: LocalCloud;
let sns: SNSClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  sns = cloud.client(SNSClient);
});

afterEach(() => cloud.stop());

const deploy = (Resources: object) =>
  cloud.cloudFormation.deployTemplate(
    { Resources, Outputs: { Topic: { Value: { Ref: 'Topic' } }, Queue: { Value: { Ref: 'Queue' } } } },
    { stackName: 'Topics' },
  );

const topic = (Properties: object = {}) => ({ Topic: { Type: 'AWS::SNS::Topic', Properties } });
const queue = {
  Queue: { Type: 'AWS::SQS::Queue' },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
        },
      },
    },
  },
};
const subscription = (Properties: object = {}) => ({
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    DependsOn: 'QueuePolicy',
    Properties: {
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      TopicArn: { Ref: 'Topic' },
      ...Properties,
    },
  },
});
const policy = (Sid: string) => ({
  Policy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: {
        Statement: { Sid, Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sns:Publish', Resource: '*' },
      },
    },
  },
});

const attributesOf = async (TopicArn = '') =>
  (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
const topics = async () => (await sns.send(new ListTopicsCommand({}))).Topics ?? [];
const subscriptions = async () => (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions ?? [];

async function subscribed() {
  const [{ SubscriptionArn = '' } = {}] = await subscriptions();
  return (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};
}

async function published(outputs: Readonly<Record<string, string>>, Message: string): Promise<readonly string[]> {
  await sns.send(new PublishCommand({ TopicArn: outputs['Topic'], Message }));
  await cloud.settle();
  const receive = new ReceiveMessageCommand({ QueueUrl: outputs['Queue'], MaxNumberOfMessages: 10 });
  const { Messages = [] } = await cloud.client(SQSClient).send(receive);
  return Messages.map(({ Body = '' }) => Body);
}

test('a topic, its policy and a subscription are created and deliver', async () => {
  const { outputs } = await deploy({
    ...topic({ DisplayName: 'Orders', Tags: [{ Key: 'team', Value: 'a' }] }),
    ...policy('first'),
    ...queue,
    ...subscription({ RawMessageDelivery: true }),
  });
  expect(outputs['Topic']).toMatch(/^arn:aws:sns:us-east-1:111122223333:Topics-Topic-/);
  expect(await attributesOf(outputs['Topic'])).toMatchObject({
    DisplayName: 'Orders',
    Policy: expect.stringContaining('"first"'),
  });
  const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: outputs['Topic'] }));
  expect(Tags).toEqual([{ Key: 'team', Value: 'a' }]);
  expect(await published(outputs, 'hello')).toEqual(['hello']);
});

test('an update changes topic, policy and subscription in place', async () => {
  const before = await deploy({
    ...topic(),
    ...policy('first'),
    ...queue,
    ...subscription({ RawMessageDelivery: true }),
  });
  const FilterPolicy = { type: ['a'] };
  const after = await deploy({
    ...topic({ DisplayName: 'Orders' }),
    ...policy('second'),
    ...queue,
    ...subscription({ FilterPolicy, FilterPolicyScope: 'MessageBody' }),
  });
  expect(after.outputs['Topic']).toBe(before.outputs['Topic']);
  expect(await attributesOf(after.outputs['Topic'])).toMatchObject({
    DisplayName: 'Orders',
    Policy: expect.stringContaining('"second"'),
  });
  expect(await subscribed()).toMatchObject({
    RawMessageDelivery: 'false',
    FilterPolicy: JSON.stringify(FilterPolicy),
    FilterPolicyScope: 'MessageBody',
  });

  const nested = { order: { type: ['a'] } };
  await deploy({ ...topic(), ...queue, ...subscription({ FilterPolicy: nested, FilterPolicyScope: 'MessageBody' }) });
  expect((await subscribed())['FilterPolicy']).toBe(JSON.stringify(nested));
  expect((await attributesOf(after.outputs['Topic']))['Policy']).toContain('__default_policy_ID');

  await deploy({ ...topic(), ...queue, ...subscription({ FilterPolicy }) });
  expect(await subscribed()).toMatchObject({ FilterPolicyScope: 'MessageAttributes' });
  await deploy({ ...topic(), ...queue, ...subscription() });
  expect(await subscribed()).not.toHaveProperty('FilterPolicy');
  expect(await published(after.outputs, 'hello')).toHaveLength(1);
});

test('a failing update rolls everything back', async () => {
  const { outputs } = await deploy({ ...topic({ DisplayName: 'Orders' }), ...queue, ...subscription() });
  const six = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => [key, ['1']]));
  const failing = deploy({
    ...topic({ DisplayName: 'Other' }),
    ...queue,
    ...subscription({ RawMessageDelivery: true, FilterPolicy: six }),
  });
  await expect(failing).rejects.toThrow('Filter policy can not have more than 5 keys');
  expect(await attributesOf(outputs['Topic'])).toMatchObject({ DisplayName: 'Orders' });
  expect(await subscribed()).toMatchObject({ RawMessageDelivery: 'false' });
});

test('a failing creation leaves nothing behind', async () => {
  const failing = deploy({ ...topic(), ...queue, ...subscription({ FilterPolicy: { a: 'b' } }) });
  await expect(failing).rejects.toThrow('Service: Sns, Status Code: 400, Error Code: InvalidParameter');
  expect(await topics()).toEqual([]);
  expect(await subscriptions()).toEqual([]);
});

test('deleting the stack deletes topic and subscription', async () => {
  await deploy({ ...topic(), ...policy('first'), ...queue, ...subscription() });
  await cloud.cloudFormation.deleteStack('Topics');
  expect(await topics()).toEqual([]);
  expect(await subscriptions()).toEqual([]);
});

test('a FIFO topic gets a FIFO name, and subscriptions can stand in the topic', async () => {
  const fifo = topic({
    FifoTopic: true,
    ContentBasedDeduplication: true,
    Subscription: [{ Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:111122223333:work.fifo' }],
  });
  const { outputs } = await deploy({ ...fifo, ...queue });
  expect(outputs['Topic']).toMatch(/\.fifo$/);
  expect(await attributesOf(outputs['Topic'])).toMatchObject({
    FifoTopic: 'true',
    ContentBasedDeduplication: 'true',
    SubscriptionsConfirmed: '1',
  });
  await deploy({ ...topic({ FifoTopic: true, ContentBasedDeduplication: true }), ...queue });
  expect(await subscriptions()).toEqual([]);
});

test("a topic's name is taken once", async () => {
  await deploy({ ...topic({ TopicName: 'orders' }), ...queue });
  const second = cloud.cloudFormation.deployTemplate(
    { Resources: topic({ TopicName: 'orders' }) },
    { stackName: 'Others' },
  );
  await expect(second).rejects.toThrow('orders already exists');
});

test('an inline policy is the policy of one topic', async () => {
  const inline = {
    Inline: {
      Type: 'AWS::SNS::TopicInlinePolicy',
      Properties: { TopicArn: { Ref: 'Topic' }, PolicyDocument: policy('inline').Policy.Properties.PolicyDocument },
    },
  };
  const { outputs } = await deploy({ ...topic(), ...queue, ...inline });
  expect((await attributesOf(outputs['Topic']))['Policy']).toContain('"inline"');
  await deploy({ ...topic(), ...queue });
  expect((await attributesOf(outputs['Topic']))['Policy']).toContain('__default_policy_ID');
});
