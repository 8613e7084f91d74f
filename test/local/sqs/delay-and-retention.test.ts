import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { arnOf, only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
let queue: string;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  queue = await sqs.createQueue('work');
});
afterEach(() => sqs.stop());

test("a delayed message counts as delayed and comes after its delay; its own delay goes before the queue's", async () => {
  await sqs.setAttributes(queue, { DelaySeconds: '60' });
  await sqs.send(queue, 'late');
  await sqs.send(queue, 'soon', { DelaySeconds: 5 });
  await sqs.send(queue, 'now', { DelaySeconds: 0 });
  expect(await sqs.depth(queue)).toEqual([1, 0, 2]);
  expect(await sqs.bodies(queue)).toEqual(['now']);
  await sqs.pass(5);
  expect(await sqs.bodies(queue)).toEqual(['soon']);
  await sqs.pass(55);
  expect(await sqs.bodies(queue)).toContain('late');
});

test('a message cannot be delayed for more than 15 minutes', async () => {
  await expect(sqs.send(queue, 'a', { DelaySeconds: 901 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
  });
});

test('a message is gone after the retention period, in flight or not, and the event stream says so', async () => {
  await sqs.setAttributes(queue, { MessageRetentionPeriod: '60' });
  const expired: unknown[] = [];
  sqs.cloud.events.subscribe(({ type, at, messageId }) => {
    if (type === 'sqs.expired') expired.push([at - start, messageId]);
  });
  const start = sqs.cloud.now();
  const first = await sqs.send(queue, 'a');
  await sqs.pass(30);
  const second = await sqs.send(queue, 'b');
  await sqs.receive(queue, { MaxNumberOfMessages: 1, VisibilityTimeout: 600 });
  await sqs.pass(29.999);
  expect(await sqs.depth(queue)).toEqual([1, 1, 0]);
  await sqs.pass(0.001);
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
  await sqs.pass(30);
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
  expect(expired).toEqual([
    [60_000, first.MessageId],
    [90_000, second.MessageId],
  ]);
});

test('a shorter retention period holds for messages that are in the queue already', async () => {
  await sqs.send(queue, 'a');
  await sqs.pass(120);
  await sqs.setAttributes(queue, { MessageRetentionPeriod: '60' });
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
});

test('purging removes everything, once a minute', async () => {
  const purge = () => sqs.client.send(new PurgeQueueCommand({ QueueUrl: queue }));
  await sqs.send(queue, 'in flight');
  const message = only(await sqs.receive(queue));
  await sqs.send(queue, 'visible');
  await sqs.send(queue, 'delayed', { DelaySeconds: 10 });
  const purged: unknown[] = [];
  sqs.cloud.events.subscribe(({ type, queue: arn, messages }) => {
    if (type === 'sqs.purged') purged.push([arn, messages]);
  });
  await purge();
  expect(purged).toEqual([[arnOf('work'), 3]]);
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
  await sqs.delete(queue, message);
  await expect(purge()).rejects.toMatchObject({
    name: 'PurgeQueueInProgress',
    message: 'Only one PurgeQueue operation on work is allowed every 60 seconds.',
  });
  await sqs.pass(60);
  await purge();
  expect(await sqs.receive(queue)).toEqual([]);
});
