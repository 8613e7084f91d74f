import {
  ConfirmSubscriptionCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { OWNER, PARTNER, redrive, SnsCloud } from './sns-cloud';

let cloud: SnsCloud;

beforeEach(async () => {
  cloud = await SnsCloud.start();
});

afterEach(() => cloud.cloud.stop());

const attributesOf = async (SubscriptionArn: string) =>
  (await cloud.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;

const set = (SubscriptionArn: string, AttributeName: string, AttributeValue: string) =>
  cloud.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));

test('a queue of the own account is subscribed at once', async () => {
  const topic = await cloud.topic();
  const queue = await cloud.queue('work');
  const subscription = await cloud.subscribe(topic, queue, { RawMessageDelivery: 'true' });
  expect(subscription).toMatch(new RegExp(`^${topic}:[0-9a-f-]{36}$`));
  expect(await attributesOf(subscription)).toEqual({
    SubscriptionArn: subscription,
    TopicArn: topic,
    Owner: OWNER,
    Protocol: 'sqs',
    Endpoint: queue,
    SubscriptionPrincipal: expect.stringContaining(`arn:aws:iam::${OWNER}:`),
    ConfirmationWasAuthenticated: 'true',
    PendingConfirmation: 'false',
    RawMessageDelivery: 'true',
  });
  const { Subscriptions } = await cloud.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
  expect(Subscriptions).toEqual([
    { SubscriptionArn: subscription, Owner: OWNER, Protocol: 'sqs', Endpoint: queue, TopicArn: topic },
  ]);
  expect((await cloud.sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual(Subscriptions);
});

test('subscribing again answers with the same subscription, with other attributes it is refused', async () => {
  const topic = await cloud.topic();
  const queue = await cloud.queue('work');
  const first = await cloud.subscribe(topic, queue, { RawMessageDelivery: 'true' });
  expect(await cloud.subscribe(topic, queue)).toBe(first);
  await expect(cloud.subscribe(topic, queue, { RawMessageDelivery: 'false' })).rejects.toMatchObject({
    message: 'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
  });
});

test('a subscription ends when it is unsubscribed, and nothing more is delivered', async () => {
  const topic = await cloud.topic();
  const queue = await cloud.queue('work');
  const SubscriptionArn = await cloud.subscribe(topic, queue);
  await cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await cloud.publish(topic, 'hello');
  await cloud.cloud.settle();
  expect(await cloud.bodies(queue)).toEqual([]);
  await expect(attributesOf(SubscriptionArn)).rejects.toMatchObject({ message: 'Subscription does not exist' });
  await expect(cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn: 'nothing' }))).rejects.toMatchObject({
    message: 'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1',
  });
});

test('a subscription outlives its topic', async () => {
  const topic = await cloud.topic();
  const subscription = await cloud.subscribe(topic, await cloud.queue('work'));
  await cloud.sns.send(new DeleteTopicCommand({ TopicArn: topic }));
  expect(await attributesOf(subscription)).toMatchObject({ TopicArn: topic });
});

test.each([
  ['sqs', 'http://127.0.0.1:4566/111122223333/work', 'Invalid parameter: SQS endpoint ARN'],
  [
    'sqs',
    'arn:aws:sqs:us-east-1:111122223333:work.fifo',
    'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
  ],
  ['https', 'https://example.com', "The local cloud does not offer subscriptions with the protocol 'https' yet."],
])('the protocol %s does not take the endpoint %s', async (Protocol, Endpoint, message) => {
  const TopicArn = await cloud.topic();
  await expect(cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }))).rejects.toMatchObject({
    message,
  });
});

test.each([
  ['RawMessageDelivery', 'maybe', 'RawMessageDelivery: Invalid value [maybe]. Must be true or false.'],
  ['RawMessageDelivery', '', 'RawMessageDelivery: Invalid value []. Must be true or false.'],
  ['RedrivePolicy', '{"deadLetterTargetArn":"no-arn"}', 'RedrivePolicy: deadLetterTargetArn is an invalid arn'],
  ['FilterPolicy', '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}', 'more than 5 keys'],
  ['FilterPolicy', '{"a":{"b":["c"]}}', 'does not support nested filter policy'],
  ['FilterPolicy', '{a', 'FilterPolicy: failed to parse JSON.'],
  ['Colour', 'red', 'AttributeName'],
])('the attribute %s does not take %j', async (name, value, message) => {
  const subscription = await cloud.subscribe(await cloud.topic(), await cloud.queue('work'));
  await expect(set(subscription, name, value)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining(message),
  });
});

test('a FIFO subscription needs a FIFO dead-letter queue', async () => {
  const topic = await cloud.topic('orders.fifo');
  const standard = await cloud.queue('dead');
  await expect(cloud.subscribe(topic, await cloud.queue('work.fifo'), redrive(standard))).rejects.toMatchObject({
    message: expect.stringContaining('must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.'),
  });
});

describe('a queue of another account', () => {
  const letSubscribe = (TopicArn: string) => ({
    Effect: 'Allow',
    Principal: { AWS: PARTNER },
    Action: 'sns:Subscribe',
    Resource: TopicArn,
  });

  test('is subscribed by its owner when the topic policy lets it, without confirmation', async () => {
    const topic = await cloud.topic();
    const queue = await cloud.queue('partner', { account: PARTNER });
    const subscribe = () =>
      cloud
        .snsOf({ account: PARTNER })
        .send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queue }));
    await expect(subscribe()).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringContaining('sns:Subscribe'),
      $metadata: { httpStatusCode: 403 },
    });
    await cloud.setTopicPolicy(topic, letSubscribe(topic));
    const { SubscriptionArn = '' } = await subscribe();
    expect(await attributesOf(SubscriptionArn)).toMatchObject({ Owner: PARTNER, PendingConfirmation: 'false' });
    await cloud.publish(topic, 'hello');
    await cloud.cloud.settle();
    expect(await cloud.take(queue)).toHaveLength(1);
  });

  test("gets a token when the topic's owner subscribes it, and nothing else until it is confirmed", async () => {
    const TopicArn = await cloud.topic();
    const queue = await cloud.queue('partner', { account: PARTNER });
    const { SubscriptionArn } = await cloud.sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue }),
    );
    expect(SubscriptionArn).toBe('pending confirmation');
    await cloud.publish(TopicArn, 'too early');
    await cloud.cloud.settle();
    const [request = '', ...others] = await cloud.bodies(queue);
    expect(others).toEqual([]);
    const { Type, Token } = JSON.parse(request);
    expect(Type).toBe('SubscriptionConfirmation');

    const wrong = new ConfirmSubscriptionCommand({ TopicArn, Token: 'a'.repeat(208) });
    await expect(cloud.sns.send(wrong)).rejects.toMatchObject({ message: 'Invalid parameter: Token' });
    const partner = cloud.snsOf({ account: PARTNER });
    const confirmed = await partner.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    expect(await attributesOf(confirmed.SubscriptionArn ?? '')).toMatchObject({
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'false',
    });
    await cloud.publish(TopicArn, 'in time');
    await cloud.cloud.settle();
    expect((await cloud.bodies(queue)).map((body) => JSON.parse(body).Message)).toEqual(['in time']);
  });

  test('is forgotten when nobody confirms it within two days', async () => {
    const topic = await cloud.topic();
    const subscription = await cloud.subscribe(topic, await cloud.queue('partner', { account: PARTNER }));
    await cloud.cloud.advance(2 * 86_400_000);
    await expect(attributesOf(subscription)).rejects.toMatchObject({ message: 'Subscription does not exist' });
  });
});
