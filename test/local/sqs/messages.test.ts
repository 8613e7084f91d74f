import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
let queue: string;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  queue = await sqs.createQueue('work');
});
afterEach(() => sqs.stop());

const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });

test('body, digests and message id come back as they were answered to the sender', async () => {
  const body = 'Grüße, 世界 👋\n';
  const sent = await sqs.send(queue, body);
  const message = only(await sqs.receive(queue));
  expect([message.Body, message.MessageId, message.MD5OfBody]).toEqual([body, sent.MessageId, sent.MD5OfMessageBody]);
  expect(sent.MessageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('the system attributes that are asked for are returned, and no others', async () => {
  const start = String(sqs.cloud.now());
  await sqs.send(queue, 'msg');
  await sqs.pass(1);
  const all = only(await sqs.receive(queue, { VisibilityTimeout: 0 }));
  expect(all.Attributes).toEqual({
    SenderId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    SentTimestamp: start,
    ApproximateReceiveCount: '1',
    ApproximateFirstReceiveTimestamp: String(sqs.cloud.now()),
  });
  const some = { VisibilityTimeout: 0, MessageSystemAttributeNames: undefined };
  expect(only(await sqs.receive(queue, { ...some, AttributeNames: ['SenderId' as never] })).Attributes).toEqual({
    SenderId: all.Attributes?.SenderId,
  });
  expect(only(await sqs.receive(queue, some)).Attributes).toBeUndefined();
});

test('message attributes are filtered by name and by prefix, and the digest is that of what is returned', async () => {
  const sent = await sqs.send(queue, 'msg', {
    MessageAttributes: { Help: text('Me'), Hello: text('There'), General: text('Kenobi') },
  });
  const ask = async (...MessageAttributeNames: string[]) => {
    const message = only(await sqs.receive(queue, { VisibilityTimeout: 0, MessageAttributeNames }));
    return [Object.keys(message.MessageAttributes ?? {}).sort(), message.MD5OfMessageAttributes];
  };
  const everything = ['General', 'Hello', 'Help'];
  expect(await ask('All')).toEqual([everything, sent.MD5OfMessageAttributes]);
  expect(await ask('.*')).toEqual([everything, sent.MD5OfMessageAttributes]);
  expect(await ask('Hello', 'Nobody')).toEqual([['Hello'], 'a311262e065454b75da111d535b8dacd']);
  expect(await ask('General', 'Hello')).toEqual([['General', 'Hello'], 'fca026605781cb4126a1e9044df24232']);
  expect((await ask('Hel.*'))[0]).toEqual(['Hello', 'Help']);
  expect(await ask('Nobody')).toEqual([[], undefined]);
  expect(await ask()).toEqual([[], undefined]);
});

test('binary attributes come back byte by byte', async () => {
  const BinaryValue = Buffer.from('traceparent\u001e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01');
  const sent = await sqs.send(queue, 'test', { MessageAttributes: { attr1: { DataType: 'Binary', BinaryValue } } });
  expect(sent.MD5OfMessageAttributes).toBe('8cbe4db156db8a94db8b801b7addb984');
  const { MessageAttributes } = only(await sqs.receive(queue));
  expect(Buffer.from(MessageAttributes?.['attr1']?.BinaryValue ?? []).equals(BinaryValue)).toBe(true);
});

test.each<[string, Record<string, MessageAttributeValue>, string]>([
  [
    'an empty string',
    { ErrorDetails: text('') },
    "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
  ],
  [
    'eleven attributes',
    Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, text('x')])),
    'Number of message attributes [11] exceeds the allowed maximum [10].',
  ],
  [
    'no number',
    { n: { DataType: 'Number', StringValue: 'x' } },
    "Can't cast the value of message (user) attribute 'n' to a number.",
  ],
  ['an unknown type', { n: { DataType: 'Boolean', StringValue: 'x' } }, 'has an invalid message attribute type'],
  ["AWS's own prefix", { 'AWS.x': text('x') }, "attribute name 'AWS.x' is invalid"],
])('an attribute with %s is refused', async (_what, MessageAttributes, message) => {
  await expect(sqs.send(queue, 'a', { MessageAttributes })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining(message),
  });
});

test('a message may have 1 MiB with its attributes, and not a byte more', async () => {
  const MessageAttributes = { k: text('v') };
  const room = 1_048_576 - 'k'.length - 'String'.length - 'v'.length;
  await sqs.send(queue, 'a'.repeat(room), { MessageAttributes });
  const tooLong = {
    name: 'InvalidParameterValue',
    message: 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  };
  await expect(sqs.send(queue, 'a'.repeat(room + 1), { MessageAttributes })).rejects.toMatchObject(tooLong);
  await expect(sqs.send(queue, 'ä'.repeat(524_289))).rejects.toMatchObject(tooLong);
});

test.each(['\u0000', 'a\u0008', '\uFFFE', '\uD800'])('a body may not hold the character %j', async (body) => {
  await expect(sqs.send(queue, body)).rejects.toMatchObject({ name: 'InvalidMessageContents' });
});

test('an empty body is refused', async () => {
  await expect(sqs.send(queue, '')).rejects.toMatchObject({
    name: 'MissingParameter',
    message: 'The request must contain the parameter MessageBody.',
  });
});

test.each([
  [
    { MaxNumberOfMessages: 11 },
    'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { MaxNumberOfMessages: 0 },
    'Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { WaitTimeSeconds: 21 },
    'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ],
  [
    { WaitTimeSeconds: -1 },
    'Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ],
  [{ VisibilityTimeout: 43_201 }, expect.stringContaining('Value 43201 for parameter VisibilityTimeout is invalid.')],
])('a receive with %j is refused', async (parameters, message) => {
  await expect(sqs.receive(queue, parameters)).rejects.toMatchObject({ name: 'InvalidParameterValue', message });
});

test('the same seed gives the same message ids, another seed others', async () => {
  const idOf = async (seed: string): Promise<string | undefined> => {
    const cloud = await SqsCloud.start({ seed });
    const { MessageId } = await cloud.send(await cloud.createQueue('work'), 'a');
    await cloud.stop();
    return MessageId;
  };
  const id = await idOf('one');
  expect(await idOf('one')).toBe(id);
  expect(await idOf('two')).not.toBe(id);
});
