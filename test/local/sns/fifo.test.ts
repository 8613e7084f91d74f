import { createHash } from 'node:crypto';
import { redrive, SnsCloud } from './sns-cloud';

let cloud: SnsCloud;
let topic: string;

beforeEach(async () => {
  cloud = await SnsCloud.start();
  topic = await cloud.topic('orders.fifo');
});

afterEach(() => cloud.cloud.stop());

const RAW = { RawMessageDelivery: 'true' };

const publish = (message: string, group: string, id?: string, to = topic) =>
  cloud.publish(to, message, { MessageGroupId: group, MessageDeduplicationId: id });

test('a FIFO queue gets group, deduplication id and order', async () => {
  const queue = await cloud.queue('work.fifo');
  await cloud.subscribe(topic, queue, RAW);
  for (let n = 0; n < 20; n += 1) await publish(`${n}`, 'one', `${n}`);
  await cloud.cloud.settle();
  const messages = await cloud.take(queue);
  expect(messages.map(({ Body }) => Number(Body))).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(messages[3]?.Attributes).toMatchObject({ MessageGroupId: 'one', MessageDeduplicationId: '3' });
});

test('order survives a queue that fails for a while', async () => {
  const queue = await cloud.queue('work.fifo');
  await cloud.subscribe(topic, queue, RAW);
  cloud.cloud.inject([{ on: 'sqs:SendMessage', probability: 0.7, atMost: 40 }]);
  for (let n = 0; n < 10; n += 1) await publish(`${n}`, 'one', `${n}`);
  await cloud.cloud.settle();
  expect(await cloud.bodies(queue)).toEqual(Array.from({ length: 10 }, (_, n) => `${n}`));
});

test('the same deduplication id is accepted and delivered once within five minutes', async () => {
  const queue = await cloud.queue('work.fifo');
  await cloud.subscribe(topic, queue, RAW);
  const first = await publish('a', 'one', 'id');
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(await publish('b', 'one', 'id')).toMatchObject({ MessageId: first.MessageId });
  await cloud.cloud.advance(300_000);
  await publish('c', 'one', 'id');
  await cloud.cloud.settle();
  expect(await cloud.bodies(queue)).toEqual(['a', 'c']);
});

test('without an id the content tells messages apart, where the topic says so', async () => {
  await expect(publish('a', 'one')).rejects.toMatchObject({
    message:
      'Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
  await expect(cloud.publish(topic, 'a')).rejects.toMatchObject({
    message: 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
  });
  const byContent = await cloud.topic('content.fifo', { ContentBasedDeduplication: 'true' });
  const queue = await cloud.queue('work.fifo');
  await cloud.subscribe(byContent, queue, RAW);
  for (const message of ['a', 'a', 'b']) await publish(message, 'one', undefined, byContent);
  await cloud.cloud.settle();
  const messages = await cloud.take(queue);
  expect(messages.map(({ Body }) => Body)).toEqual(['a', 'b']);
  expect(messages[0]?.Attributes?.MessageDeduplicationId).toBe(createHash('sha256').update('a').digest('hex'));
});

test('the envelope of a FIFO topic has a number and no signature', async () => {
  const queue = await cloud.queue('work.fifo');
  await cloud.subscribe(topic, queue);
  const { SequenceNumber } = await publish('a', 'one', 'id');
  await cloud.cloud.settle();
  const body = JSON.parse((await cloud.bodies(queue))[0] ?? '');
  expect(body).toMatchObject({ Type: 'Notification', Message: 'a', SequenceNumber });
  expect(Object.keys(body).filter((key) => key.startsWith('Sign'))).toEqual([]);
});

test('a standard queue may follow a FIFO topic, and gets neither group nor id', async () => {
  const queue = await cloud.queue('work');
  await cloud.subscribe(topic, queue, RAW);
  await publish('a', 'one', 'id');
  await cloud.cloud.settle();
  const [message] = await cloud.take(queue);
  expect(message?.Body).toBe('a');
  expect(message?.Attributes).not.toHaveProperty('MessageGroupId');
});

test('what a FIFO queue refuses lands in its FIFO dead-letter queue, with its group', async () => {
  const dead = await cloud.queue('dead.fifo');
  await cloud.subscribe(topic, await cloud.queue('work.fifo', { policy: false }), { ...RAW, ...redrive(dead) });
  await publish('a', 'one', 'id');
  await cloud.cloud.settle();
  const [message] = await cloud.take(dead);
  expect(message).toMatchObject({
    Body: 'a',
    Attributes: { MessageGroupId: 'one', MessageDeduplicationId: 'id' },
  });
});
