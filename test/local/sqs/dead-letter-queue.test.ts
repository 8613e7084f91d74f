import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { arnOf, only, redrivePolicy, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
beforeEach(async () => {
  sqs = await SqsCloud.start();
});
afterEach(() => sqs.stop());

/** Receives until nothing comes any more; returns how often a message came. */
async function exhaust(queue: string): Promise<number> {
  let receives = 0;
  while ((await sqs.receive(queue, { VisibilityTimeout: 1 })).length > 0) {
    receives += 1;
    await sqs.pass(1);
  }
  return receives;
}

test('a message is moved by the receive after the last allowed one, not earlier', async () => {
  const dead = await sqs.createQueue('dead');
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 3) });
  await sqs.send(queue, 'poison');
  for (let receive = 1; receive <= 3; receive += 1) {
    expect(only(await sqs.receive(queue, { VisibilityTimeout: 1 })).Attributes?.ApproximateReceiveCount).toBe(
      String(receive),
    );
    await sqs.pass(1);
  }
  expect([await sqs.depth(queue), await sqs.depth(dead)]).toEqual([
    [1, 0, 0],
    [0, 0, 0],
  ]);
  expect(await sqs.receive(queue)).toEqual([]);
  expect([await sqs.depth(queue), await sqs.depth(dead)]).toEqual([
    [0, 0, 0],
    [1, 0, 0],
  ]);
});

test('the moved message keeps its id, body, attributes and timestamp, and goes on counting', async () => {
  const dead = await sqs.createQueue('dead');
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 1) });
  const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  const sent = await sqs.send(queue, 'message-1', {
    MessageAttributes: { MyAttribute: { DataType: 'String', StringValue: 'foobar' } },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: trace } },
  });
  const before = only(await sqs.receive(queue, { VisibilityTimeout: 5 }));
  await sqs.pass(5);
  expect(await sqs.receive(queue)).toEqual([]);
  const after = only(await sqs.receive(dead));
  expect(before.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
  expect(after).toMatchObject({
    MessageId: sent.MessageId,
    Body: 'message-1',
    MD5OfMessageAttributes: 'adb59cd4678ea5a855436b949cd07ab6',
    Attributes: {
      ApproximateReceiveCount: '2',
      SentTimestamp: before.Attributes?.SentTimestamp,
      AWSTraceHeader: trace,
      DeadLetterQueueSourceArn: arnOf('work'),
    },
  });
});

test('a healthy message behind a poison one is received by the same call that moves the poison one', async () => {
  await sqs.createQueue('dead');
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 1) });
  await sqs.send(queue, 'poison');
  await sqs.receive(queue, { VisibilityTimeout: 1 });
  await sqs.pass(1);
  await sqs.send(queue, 'healthy');
  expect(await sqs.bodies(queue)).toEqual(['healthy']);
});

test('a message stays in the source while its dead-letter queue does not exist', async () => {
  const dead = await sqs.createQueue('dead');
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 2) });
  await sqs.client.send(new DeleteQueueCommand({ QueueUrl: dead }));
  await sqs.send(queue, 'kept');
  for (let receive = 1; receive <= 6; receive += 1) {
    expect(await sqs.bodies(queue, { VisibilityTimeout: 1 })).toEqual(['kept']);
    await sqs.pass(1);
  }
  await sqs.pass(60);
  const again = await sqs.createQueue('dead');
  expect(await sqs.receive(queue)).toEqual([]);
  expect(await sqs.bodies(again)).toEqual(['kept']);
});

test('the receives of the source do not count against the redrive policy of the dead-letter queue itself', async () => {
  await sqs.createQueue('last');
  const dead = await sqs.createQueue('dead', { RedrivePolicy: redrivePolicy('last', 2) });
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 3) });
  await sqs.send(queue, 'poison');
  expect(await exhaust(queue)).toBe(3);
  expect(await exhaust(dead)).toBe(2);
});

test('a standard dead-letter queue keeps the original timestamp, so its retention counts from the first send', async () => {
  const dead = await sqs.createQueue('dead', { MessageRetentionPeriod: '120' });
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 1) });
  await sqs.send(queue, 'old');
  await sqs.receive(queue, { VisibilityTimeout: 100 });
  await sqs.pass(100);
  await sqs.receive(queue);
  expect(await sqs.depth(dead)).toEqual([1, 0, 0]);
  await sqs.pass(20);
  expect(await sqs.depth(dead)).toEqual([0, 0, 0]);
});

test('a FIFO dead-letter queue counts from the move, and the deduplication id becomes the message id', async () => {
  const dead = await sqs.createQueue('dead.fifo', { MessageRetentionPeriod: '120' });
  const queue = await sqs.createQueue('work.fifo', { RedrivePolicy: redrivePolicy('dead.fifo', 1) });
  const sent = await sqs.send(queue, 'old', { MessageGroupId: 'g', MessageDeduplicationId: 'd' });
  await sqs.receive(queue, { VisibilityTimeout: 100 });
  await sqs.pass(100);
  await sqs.receive(queue);
  await sqs.pass(119);
  expect(only(await sqs.receive(dead, { VisibilityTimeout: 0 }))).toMatchObject({
    MessageId: sent.MessageId,
    Attributes: { MessageGroupId: 'g', MessageDeduplicationId: sent.MessageId, ApproximateReceiveCount: '2' },
  });
  await sqs.pass(1);
  expect(await sqs.depth(dead)).toEqual([0, 0, 0]);
});

test("a source queue's handle does not delete the message from the dead-letter queue", async () => {
  const dead = await sqs.createQueue('dead');
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 1) });
  await sqs.send(queue, 'poison');
  const message = only(await sqs.receive(queue, { VisibilityTimeout: 1 }));
  await sqs.pass(1);
  await sqs.receive(queue);
  await sqs.delete(queue, message);
  await expect(sqs.delete(dead, message)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  expect(await sqs.depth(dead)).toEqual([1, 0, 0]);
});
