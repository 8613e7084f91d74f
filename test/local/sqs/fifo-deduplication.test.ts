import { only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
beforeEach(async () => {
  sqs = await SqsCloud.start();
});
afterEach(() => sqs.stop());

test('a duplicate within five minutes is accepted with the first answer and not delivered', async () => {
  const queue = await sqs.createQueue('work.fifo');
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const first = await sqs.send(queue, 'a', ids);
  await sqs.pass(299.999);
  const second = await sqs.send(queue, 'b', ids);
  expect([second.MessageId, second.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  await sqs.pass(0.001);
  await sqs.send(queue, 'c', ids);
  expect(await sqs.bodies(queue)).toEqual(['a', 'c']);
});

test('a message that was deleted is remembered all the same', async () => {
  const queue = await sqs.createQueue('work.fifo');
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await sqs.send(queue, 'a', ids);
  await sqs.delete(queue, only(await sqs.receive(queue)));
  await sqs.send(queue, 'a', ids);
  expect(await sqs.receive(queue)).toEqual([]);
});

test('with content-based deduplication the body decides, and an explicit id goes before it', async () => {
  const queue = await sqs.createQueue('work.fifo', { ContentBasedDeduplication: 'true' });
  await sqs.send(queue, 'a', { MessageGroupId: 'g' });
  await sqs.send(queue, 'a', { MessageGroupId: 'h' });
  await sqs.send(queue, 'a', { MessageGroupId: 'g', MessageDeduplicationId: 'other' });
  expect(await sqs.bodies(queue)).toEqual(['a', 'a']);
});

test('the scope messageGroup lets each group have the same id once', async () => {
  const queue = await sqs.createQueue('work.fifo', { DeduplicationScope: 'messageGroup' });
  for (const group of ['g', 'h', 'g']) {
    await sqs.send(queue, group, { MessageGroupId: group, MessageDeduplicationId: 'd' });
  }
  expect((await sqs.bodies(queue)).sort()).toEqual(['g', 'h']);
});

test('changing the scope back to the queue forgets what was seen per group', async () => {
  const queue = await sqs.createQueue('work.fifo', {
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  });
  await sqs.send(queue, 'one', { MessageGroupId: 'g', MessageDeduplicationId: 'd' });
  await sqs.setAttributes(queue, { DeduplicationScope: 'queue', FifoThroughputLimit: 'perQueue' });
  await sqs.send(queue, 'two', { MessageGroupId: 'g', MessageDeduplicationId: 'd' });
  expect(await sqs.bodies(queue)).toEqual(['one', 'two']);
});

test('without an id and without content-based deduplication a message is refused', async () => {
  const queue = await sqs.createQueue('work.fifo');
  await expect(sqs.send(queue, 'a', { MessageGroupId: 'g' })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
});

test('a FIFO message needs a group', async () => {
  const queue = await sqs.createQueue('work.fifo', { ContentBasedDeduplication: 'true' });
  await expect(sqs.send(queue, 'a')).rejects.toMatchObject({
    name: 'MissingParameter',
    message: 'The request must contain the parameter MessageGroupId.',
  });
});

test.each([
  ['MessageDeduplicationId', ''],
  ['MessageDeduplicationId', 'group 123'],
  ['MessageDeduplicationId', 'a'.repeat(129)],
  ['MessageGroupId', ''],
  ['MessageGroupId', 'group 123'],
  ['MessageGroupId', 'a'.repeat(129)],
])('%s may not be "%s"', async (parameter, value) => {
  const queue = await sqs.createQueue('work.fifo');
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd', [parameter]: value };
  await expect(sqs.send(queue, 'a', ids)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: `Value ${value} for parameter ${parameter} is invalid. Reason: ${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  });
});

test('a standard queue takes a group, for fair queues, and gives it back, but no deduplication id', async () => {
  const queue = await sqs.createQueue('work');
  await sqs.send(queue, 'a', { MessageGroupId: 'tenant' });
  await sqs.send(queue, 'b', { MessageGroupId: 'tenant' });
  const messages = await sqs.receive(queue);
  expect(messages.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual(['tenant', 'tenant']);
  expect(messages[0]?.Attributes).not.toHaveProperty('SequenceNumber');
  await expect(sqs.send(queue, 'c', { MessageDeduplicationId: 'd' })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('not valid for this queue type'),
  });
});
