import { only, redrivePolicy, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
let queue: string;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  queue = await sqs.createQueue('work.fifo', { ContentBasedDeduplication: 'true' });
});
afterEach(() => sqs.stop());

async function send(group: string, ...bodies: string[]): Promise<void> {
  for (const body of bodies) await sqs.send(queue, body, { MessageGroupId: group });
}

test('one receive returns several messages of one group, in order', async () => {
  await send('g', 'a', 'b', 'c', 'd', 'e');
  expect(await sqs.bodies(queue)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a group delivers nothing while one of its messages is in flight; other groups go on', async () => {
  await send('g', 'g1', 'g2', 'g3');
  await send('h', 'h1');
  const [first] = await sqs.receive(queue, { MaxNumberOfMessages: 1 });
  expect(first?.Body).toBe('g1');
  expect(await sqs.bodies(queue)).toEqual(['h1']);
  expect(await sqs.receive(queue)).toEqual([]);
  if (first !== undefined) await sqs.delete(queue, first);
  expect(await sqs.bodies(queue)).toEqual(['g2', 'g3']);
});

test('a batch that comes back is delivered again in its old order, before later messages', async () => {
  await send('g', 'a', 'b', 'c');
  expect(await sqs.bodies(queue, { MaxNumberOfMessages: 2, VisibilityTimeout: 10 })).toEqual(['a', 'b']);
  await sqs.pass(10);
  expect(await sqs.bodies(queue)).toEqual(['a', 'b', 'c']);
});

test('a group stays locked until all messages of the batch are deleted or visible again', async () => {
  await send('g', 'a', 'b', 'c');
  const [a, b] = await sqs.receive(queue, { MaxNumberOfMessages: 2 });
  if (a === undefined || b === undefined) throw new Error('Two messages were expected.');
  await sqs.changeVisibility(queue, a, 0);
  expect(await sqs.receive(queue)).toEqual([]);
  await sqs.delete(queue, b);
  expect(await sqs.bodies(queue)).toEqual(['a', 'c']);
});

test('a group that is busy does not keep others waiting, and none starves', async () => {
  for (const round of ['1', '2', '3']) for (const group of ['g', 'h', 'i']) await send(group, `${group}${round}`);
  const order: (string | undefined)[] = [];
  for (let receive = 0; receive < 9; receive += 1) {
    const message = only(await sqs.receive(queue, { MaxNumberOfMessages: 1 }));
    order.push(message.Body);
    await sqs.delete(queue, message);
  }
  expect(order).toEqual(['g1', 'h1', 'i1', 'g2', 'h2', 'i2', 'g3', 'h3', 'i3']);
});

test("the queue's delay holds each message back and keeps the order", async () => {
  await sqs.setAttributes(queue, { DelaySeconds: '10' });
  await send('g', 'a');
  await sqs.pass(5);
  await send('g', 'b');
  expect(await sqs.depth(queue)).toEqual([0, 0, 2]);
  await sqs.pass(5);
  expect(await sqs.bodies(queue)).toEqual(['a']);
});

test("a changed delay holds for a FIFO queue's waiting messages too, not for a standard queue's", async () => {
  const standard = await sqs.createQueue('work', { DelaySeconds: '60' });
  await sqs.setAttributes(queue, { DelaySeconds: '60' });
  await send('g', 'a', 'b');
  await sqs.send(standard, 'a');
  for (const url of [queue, standard]) await sqs.setAttributes(url, { DelaySeconds: '10' });
  await sqs.pass(10);
  expect([await sqs.bodies(queue), await sqs.bodies(standard)]).toEqual([['a', 'b'], []]);
  await sqs.pass(50);
  expect(await sqs.bodies(standard)).toEqual(['a']);
});

test('a message may name the delay 0, which means the delay of the queue, and no other', async () => {
  await sqs.setAttributes(queue, { DelaySeconds: '2' });
  await sqs.send(queue, 'a', { MessageGroupId: 'g', DelaySeconds: 0 });
  expect(await sqs.receive(queue)).toEqual([]);
  await expect(sqs.send(queue, 'b', { MessageGroupId: 'g', DelaySeconds: 2 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  });
});

test('a poison message blocks its group only until it is dead-lettered', async () => {
  await sqs.createQueue('dead.fifo');
  await sqs.setAttributes(queue, { RedrivePolicy: redrivePolicy('dead.fifo', 1) });
  await send('g', 'poison', 'next');
  await sqs.receive(queue, { MaxNumberOfMessages: 1, VisibilityTimeout: 1 });
  await sqs.pass(1);
  expect(await sqs.bodies(queue)).toEqual(['next']);
});

test('messages carry their group, their deduplication id and sequence numbers that grow', async () => {
  const first = await sqs.send(queue, 'a', { MessageGroupId: 'g' });
  const second = await sqs.send(queue, 'b', { MessageGroupId: 'g', MessageDeduplicationId: 'given' });
  expect(BigInt(second.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).toBe(true);
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  const [a, b] = await sqs.receive(queue);
  expect(a?.Attributes).toMatchObject({
    MessageGroupId: 'g',
    SequenceNumber: first.SequenceNumber,
    // SHA-256 of the body.
    MessageDeduplicationId: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  });
  expect(b?.Attributes).toMatchObject({ MessageDeduplicationId: 'given', SequenceNumber: second.SequenceNumber });
});

test('a receive can be retried with its attempt id: the same messages and handles, a new visibility timeout', async () => {
  await send('g', 'a', 'b');
  const attempt = { ReceiveRequestAttemptId: 'try-1', VisibilityTimeout: 30 };
  const first = await sqs.receive(queue, attempt);
  await sqs.pass(20);
  const again = await sqs.receive(queue, attempt);
  expect(again).toEqual(first);
  await sqs.pass(20);
  expect(await sqs.receive(queue)).toEqual([]);
  const [a] = first;
  if (a !== undefined) await sqs.delete(queue, a);
  expect(await sqs.receive(queue, attempt)).toEqual([]);
});
