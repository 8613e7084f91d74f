import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  RemovePermissionCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { OWNER, PARTNER, SnsCloud } from './sns-cloud';

let cloud: SnsCloud;

beforeEach(async () => {
  cloud = await SnsCloud.start();
});

afterEach(() => cloud.cloud.stop());

const attributesOf = async (TopicArn: string) =>
  (await cloud.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

test('a topic is created, described, listed and deleted', async () => {
  const topic = await cloud.topic('orders', { DisplayName: 'Orders' });
  expect(topic).toBe(`arn:aws:sns:us-east-1:${OWNER}:orders`);
  const { Policy = '', EffectiveDeliveryPolicy, ...attributes } = await attributesOf(topic);
  expect(attributes).toEqual({
    TopicArn: topic,
    Owner: OWNER,
    DisplayName: 'Orders',
    SubscriptionsConfirmed: '0',
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  });
  expect(EffectiveDeliveryPolicy).toContain('"numRetries":3');
  expect(JSON.parse(Policy)).toMatchObject({
    Id: '__default_policy_ID',
    Statement: [{ Sid: '__default_statement_ID', Condition: { StringEquals: { 'AWS:SourceOwner': OWNER } } }],
  });
  await cloud.topic('invoices');
  const { Topics } = await cloud.sns.send(new ListTopicsCommand({}));
  expect(Topics?.map(({ TopicArn }) => TopicArn?.split(':').at(-1))).toEqual(['invoices', 'orders']);

  await cloud.sns.send(new DeleteTopicCommand({ TopicArn: topic }));
  await expect(attributesOf(topic)).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Topic does not exist',
    $metadata: { httpStatusCode: 404 },
  });
  await cloud.sns.send(new DeleteTopicCommand({ TopicArn: topic }));
});

test('a topic in another region is no topic here', async () => {
  const topic = await cloud.topic();
  const elsewhere = cloud.snsOf({ region: 'eu-west-1' });
  await expect(elsewhere.send(new GetTopicAttributesCommand({ TopicArn: topic }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: TopicArn',
  });
});

test.each(['', 'a'.repeat(257), 'no spaces', 'dot.ted', 'orders.fifo', 'größe'])(
  'the name %j is refused',
  async (Name) => {
    await expect(cloud.sns.send(new CreateTopicCommand({ Name }))).rejects.toMatchObject({
      message: 'Invalid parameter: Topic Name',
    });
  },
);

test('a FIFO topic must have a FIFO name', async () => {
  const create = new CreateTopicCommand({ Name: 'orders', Attributes: { FifoTopic: 'true' } });
  await expect(cloud.sns.send(create)).rejects.toMatchObject({ message: 'Invalid parameter: Topic Name' });
  expect(await attributesOf(await cloud.topic('orders.fifo'))).toMatchObject({
    FifoTopic: 'true',
    ContentBasedDeduplication: 'false',
  });
});

test('creating a topic again answers with its ARN, with other attributes it is refused', async () => {
  const topic = await cloud.topic('orders', { DisplayName: 'Orders' });
  expect(await cloud.topic('orders')).toBe(topic);
  await expect(cloud.topic('orders', { DisplayName: 'Other' })).rejects.toMatchObject({
    message: 'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
  });
});

test('tags are set, replaced and removed', async () => {
  const { TopicArn: ResourceArn = '' } = await cloud.sns.send(
    new CreateTopicCommand({ Name: 'orders', Tags: [{ Key: 'k1', Value: 'v1' }] }),
  );
  await cloud.sns.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'k2', Value: 'v2' }] }));
  await cloud.sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['k1'] }));
  const { Tags } = await cloud.sns.send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual([{ Key: 'k2', Value: 'v2' }]);
  const twice = [
    { Key: 'k', Value: '1' },
    { Key: 'k', Value: '2' },
  ];
  await expect(cloud.sns.send(new TagResourceCommand({ ResourceArn, Tags: twice }))).rejects.toMatchObject({
    message: 'Invalid parameter: Duplicated keys are not allowed.',
  });
});

test('a permission is a statement of the policy', async () => {
  const TopicArn = await cloud.topic();
  const Label = 'partner';
  await cloud.sns.send(new AddPermissionCommand({ TopicArn, Label, AWSAccountId: [PARTNER], ActionName: ['Publish'] }));
  const statements = async () => JSON.parse((await attributesOf(TopicArn))['Policy'] ?? '').Statement;
  expect((await statements())[1]).toEqual({
    Sid: 'partner',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${PARTNER}:root` },
    Action: 'SNS:Publish',
    Resource: TopicArn,
  });
  await cloud.sns.send(new RemovePermissionCommand({ TopicArn, Label }));
  expect(await statements()).toHaveLength(1);
});

test.each([
  ['FifoTopic', 'false', 'Invalid parameter: AttributeName'],
  ['Colour', 'red', 'Invalid parameter: AttributeName'],
  ['Policy', '{', 'Invalid parameter: Policy Error: the policy is not JSON'],
  ['DeliveryPolicy', '{}', "The local cloud does not offer the topic attribute 'DeliveryPolicy' yet."],
])('the attribute %s does not take %j', async (AttributeName, AttributeValue, message) => {
  const TopicArn = await cloud.topic();
  const set = new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue });
  await expect(cloud.sns.send(set)).rejects.toMatchObject({ message });
});

test('a policy for actions of another service is refused', async () => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
  await expect(cloud.setTopicPolicy(await cloud.topic(), statement)).rejects.toMatchObject({
    message: 'Invalid parameter: Policy statement action out of service scope!',
  });
});
