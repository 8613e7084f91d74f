import { type MessageAttributeValue, PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { SnsCloud } from './sns-cloud';

let cloud: SnsCloud;
let topic: string;
let queue: string;

beforeEach(async () => {
  cloud = await SnsCloud.start();
  topic = await cloud.topic();
  queue = await cloud.queue('work');
});

afterEach(() => cloud.cloud.stop());

const attributes: Record<string, MessageAttributeValue> = {
  price: { DataType: 'Number', StringValue: '99.12' },
  blob: { DataType: 'Binary', BinaryValue: Uint8Array.of(2, 3, 4) },
};

test('a queue gets the message in an envelope', async () => {
  const subscription = await cloud.subscribe(topic, queue);
  const { MessageId } = await cloud.publish(topic, 'hello', { Subject: 'Greeting', MessageAttributes: attributes });
  await cloud.cloud.settle();
  const [message] = await cloud.take(queue);
  expect(message?.MessageAttributes).toBeUndefined();
  expect(JSON.parse(message?.Body ?? '')).toEqual({
    Type: 'Notification',
    MessageId,
    TopicArn: topic,
    Subject: 'Greeting',
    Message: 'hello',
    Timestamp: '2026-01-01T00:00:00.000Z',
    SignatureVersion: '1',
    Signature: '',
    SigningCertURL: expect.stringMatching(/^https:\/\/sns\.us-east-1\.amazonaws\.com\//),
    UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
    MessageAttributes: {
      price: { Type: 'Number', Value: '99.12' },
      blob: { Type: 'Binary', Value: 'AgME' },
    },
  });
});

test('with raw delivery the queue gets the message itself, with its attributes', async () => {
  await cloud.subscribe(topic, queue, { RawMessageDelivery: 'true' });
  await cloud.publish(topic, 'hello', { MessageAttributes: attributes });
  await cloud.cloud.settle();
  const [message] = await cloud.take(queue);
  expect(message).toMatchObject({ Body: 'hello', MessageAttributes: attributes });
});

test('every subscriber gets the message once', async () => {
  const queues = [queue, await cloud.queue('second'), await cloud.queue('third')];
  for (const each of queues) await cloud.subscribe(topic, each);
  await cloud.publish(topic, 'hello');
  await cloud.cloud.settle();
  for (const each of queues) expect(await cloud.take(each)).toHaveLength(1);
});

test('a structured message has a text for queues', async () => {
  await cloud.subscribe(topic, queue, { RawMessageDelivery: 'true' });
  const publish = (message: object) =>
    cloud.publish(topic, JSON.stringify(message), { MessageStructure: 'json' }).then(() => cloud.cloud.settle());
  await publish({ default: 'for all', sqs: 'for queues' });
  await publish({ default: 'for all' });
  expect(await cloud.bodies(queue)).toEqual(['for queues', 'for all']);
  await expect(publish({ sqs: 'for queues' })).rejects.toMatchObject({
    message: 'Invalid parameter: Message Structure - No default entry in JSON message body',
  });
});

test('a message group of a standard topic reaches a standard queue', async () => {
  await cloud.subscribe(topic, queue);
  await cloud.publish(topic, 'hello', { MessageGroupId: 'tenant' });
  await cloud.cloud.settle();
  expect((await cloud.take(queue))[0]?.Attributes).toMatchObject({ MessageGroupId: 'tenant' });
});

test.each<[string, ConstructorParameters<typeof PublishCommand>[0], string]>([
  ['an empty message', { Message: '' }, 'Invalid parameter: Empty message'],
  ['more than 256 KiB', { Message: 'a'.repeat(262_145) }, 'Invalid parameter: Message too long'],
  ['a subject with a line break', { Message: 'a', Subject: 'a\nb' }, 'Invalid parameter: Subject'],
  [
    'a deduplication id on a standard topic',
    { Message: 'a', MessageDeduplicationId: '1' },
    'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
  ],
  ['a phone number', { Message: 'a', PhoneNumber: '+1' }, 'does not offer text messages to phone numbers'],
])('%s is refused', async (_name, input, message) => {
  const target = input.PhoneNumber === undefined ? { TopicArn: topic } : {};
  await expect(cloud.sns.send(new PublishCommand({ ...target, ...input }))).rejects.toMatchObject({
    message: expect.stringContaining(message),
  });
});

test.each<[string, MessageAttributeValue, string]>([
  ['a^b', { DataType: 'String', StringValue: 'x' }, "Invalid non-alphanumeric character '#x5E' was found"],
  ['.a', { DataType: 'String', StringValue: 'x' }, "name starting with character '.' was found."],
  ['a.', { DataType: 'String', StringValue: 'x' }, "name ending with character '.' was found."],
  ['a..b', { DataType: 'String', StringValue: 'x' }, "can not have successive '.' character."],
  ['a'.repeat(257), { DataType: 'String', StringValue: 'x' }, 'must be less than 256 bytes.'],
  ['attr1', { DataType: 'Text', StringValue: 'x' }, 'has an invalid message attribute type'],
  ['attr1', { DataType: 'Binary', StringValue: 'x' }, "with type 'Binary' must use field 'Binary'."],
  ['attr1', { DataType: 'Number', BinaryValue: Uint8Array.of(1) }, "with type 'Number' must use field 'String'."],
  ['attr1', { DataType: 'String', StringValue: '' }, "for message attribute type 'String'."],
])('the message attribute %s with %j is refused', async (name, value, message) => {
  await expect(cloud.publish(topic, 'a', { MessageAttributes: { [name]: value } })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining(message),
  });
});

const batch = (...PublishBatchRequestEntries: { Id: string; Message: string }[]) =>
  cloud.sns.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries }));

test('a batch publishes each of its messages', async () => {
  await cloud.subscribe(topic, queue, { RawMessageDelivery: 'true' });
  const { Successful, Failed } = await batch({ Id: '1', Message: 'one' }, { Id: '2', Message: 'two' });
  expect(Successful?.map(({ Id }) => Id)).toEqual(['1', '2']);
  expect(Failed ?? []).toEqual([]);
  await cloud.cloud.settle();
  expect((await cloud.bodies(queue)).sort()).toEqual(['one', 'two']);
});

test.each<[string, { Id: string; Message: string }[], string]>([
  ['no entries', [], 'EmptyBatchRequestException'],
  [
    'eleven entries',
    Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, Message: 'a' })),
    'TooManyEntriesInBatchRequestException',
  ],
  [
    'an id twice',
    [
      { Id: '1', Message: 'a' },
      { Id: '1', Message: 'b' },
    ],
    'BatchEntryIdsNotDistinctException',
  ],
  ['an id with a dot', [{ Id: 'a.b', Message: 'a' }], 'InvalidBatchEntryIdException'],
  ['an id of 81 characters', [{ Id: 'a'.repeat(81), Message: 'a' }], 'InvalidBatchEntryIdException'],
  [
    'more than 256 KiB together',
    [
      { Id: '1', Message: 'a'.repeat(200_000) },
      { Id: '2', Message: 'a'.repeat(200_000) },
    ],
    'BatchRequestTooLongException',
  ],
])('a batch with %s is refused', async (_name, entries, name) => {
  await expect(batch(...entries)).rejects.toMatchObject({ name });
});

test('nobody else may publish, unless the topic policy says so', async () => {
  const partner = cloud.snsOf({ account: '444455556666' });
  const publish = () => partner.send(new PublishCommand({ TopicArn: topic, Message: 'hello' }));
  await expect(publish()).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  await cloud.setTopicPolicy(topic, {
    Effect: 'Allow',
    Principal: { AWS: '444455556666' },
    Action: 'sns:Publish',
    Resource: topic,
  });
  expect((await publish()).MessageId).toBeDefined();
});
