import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
beforeEach(async () => {
  sqs = await SqsCloud.start();
});
afterEach(() => sqs.stop());

test('deleting twice succeeds', async () => {
  const queue = await sqs.createQueue('work');
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue));
  await sqs.delete(queue, message);
  await sqs.delete(queue, message);
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
});

test('a stale handle reports success and never deletes what a later receive got', async () => {
  const queue = await sqs.createQueue('work');
  await sqs.send(queue, 'a');
  const first = only(await sqs.receive(queue, { VisibilityTimeout: 1 }));
  await sqs.pass(1);
  await sqs.receive(queue);
  await sqs.delete(queue, first);
  expect(await sqs.depth(queue)).toEqual([0, 1, 0]);
});

test('a standard queue deletes with the latest handle after its visibility timeout', async () => {
  const queue = await sqs.createQueue('work');
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue, { VisibilityTimeout: 1 }));
  await sqs.pass(1);
  await sqs.delete(queue, message);
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
});

test.each(['garbage', 'AQEBgarbage', `AQEB${'A'.repeat(24)}`])('%s is not a receipt handle', async (ReceiptHandle) => {
  const queue = await sqs.createQueue('work');
  await expect(sqs.delete(queue, { ReceiptHandle })).rejects.toMatchObject({
    name: 'ReceiptHandleIsInvalid',
    message: `The input receipt handle "${ReceiptHandle}" is not a valid receipt handle.`,
  });
});

test("a deleted queue's handle is not valid at a new queue of the same name", async () => {
  const queue = await sqs.createQueue('work');
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue));
  await sqs.client.send(new DeleteQueueCommand({ QueueUrl: queue }));
  await sqs.pass(60);
  await sqs.createQueue('work');
  await expect(sqs.delete(queue, message)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});

test("another queue's handle is not valid", async () => {
  const queue = await sqs.createQueue('work');
  const other = await sqs.createQueue('other');
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue));
  await expect(sqs.delete(other, message)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  await expect(sqs.changeVisibility(other, message, 0)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});

test('a FIFO queue refuses an expired handle, for deleting and for changing the visibility', async () => {
  const queue = await sqs.createQueue('work.fifo', { ContentBasedDeduplication: 'true' });
  await sqs.send(queue, 'a', { MessageGroupId: 'g' });
  const message = only(await sqs.receive(queue, { VisibilityTimeout: 1 }));
  await sqs.pass(1);
  const refusal = {
    name: 'InvalidParameterValue',
    message: `Value ${message.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  };
  await expect(sqs.delete(queue, message)).rejects.toMatchObject(refusal);
  await expect(sqs.changeVisibility(queue, message, 10)).rejects.toMatchObject(refusal);
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
});

test('a FIFO message can be deleted after its timeout was extended past the first deadline', async () => {
  const queue = await sqs.createQueue('work.fifo', { ContentBasedDeduplication: 'true' });
  await sqs.send(queue, 'a', { MessageGroupId: 'g' });
  const message = only(await sqs.receive(queue, { VisibilityTimeout: 5 }));
  await sqs.changeVisibility(queue, message, 20);
  await sqs.pass(10);
  await sqs.delete(queue, message);
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
});
