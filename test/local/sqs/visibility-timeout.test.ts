import { arnOf, only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
let queue: string;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  queue = await sqs.createQueue('work');
});
afterEach(() => sqs.stop());

test('a received message stays hidden for 30 seconds by default, then comes back with a higher receive count', async () => {
  await sqs.send(queue, 'a');
  expect(only(await sqs.receive(queue)).Attributes?.ApproximateReceiveCount).toBe('1');
  await sqs.pass(29.999);
  expect(await sqs.receive(queue)).toEqual([]);
  await sqs.pass(0.001);
  expect(only(await sqs.receive(queue)).Attributes?.ApproximateReceiveCount).toBe('2');
});

test('the counters tell the truth after a visibility timeout without any receive', async () => {
  await sqs.send(queue, 'a');
  await sqs.receive(queue);
  expect(await sqs.depth(queue)).toEqual([0, 1, 0]);
  await sqs.pass(30);
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
});

test('a receive can ask for a timeout of its own, zero included', async () => {
  await sqs.send(queue, 'a');
  await sqs.receive(queue, { VisibilityTimeout: 0 });
  await sqs.receive(queue, { VisibilityTimeout: 5 });
  expect(await sqs.depth(queue)).toEqual([0, 1, 0]);
  await sqs.pass(5);
  expect(only(await sqs.receive(queue)).Attributes?.ApproximateReceiveCount).toBe('3');
});

test('ChangeMessageVisibility counts from now: it extends, shortens and ends the timeout', async () => {
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue));
  await sqs.pass(20);
  await sqs.changeVisibility(queue, message, 30);
  await sqs.pass(29);
  expect(await sqs.receive(queue)).toEqual([]);
  await sqs.changeVisibility(queue, message, 0);
  expect(await sqs.bodies(queue)).toEqual(['a']);
});

test('a message stays in flight for twelve hours at most, counted from the receive', async () => {
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue, { VisibilityTimeout: 3600 }));
  await sqs.pass(1800);
  await expect(sqs.changeVisibility(queue, message, 43_200)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
  });
  await sqs.changeVisibility(queue, message, 41_400);
  await sqs.pass(41_399);
  expect(await sqs.depth(queue)).toEqual([0, 1, 0]);
  await sqs.pass(1);
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
});

test('the latest handle of a message that is visible again changes nothing, and reports no error', async () => {
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue));
  await sqs.pass(30);
  await sqs.changeVisibility(queue, message, 600);
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
});

test('a handle that a later receive made stale cannot change the visibility, nor can one of a deleted message', async () => {
  await sqs.send(queue, 'a');
  const first = only(await sqs.receive(queue, { VisibilityTimeout: 1 }));
  await sqs.pass(1);
  const second = only(await sqs.receive(queue));
  const refusal = {
    name: 'InvalidParameterValue',
    message: expect.stringContaining('Message does not exist or is not available for visibility timeout change.'),
  };
  await expect(sqs.changeVisibility(queue, first, 0)).rejects.toMatchObject(refusal);
  await sqs.delete(queue, second);
  await expect(sqs.changeVisibility(queue, second, 0)).rejects.toMatchObject(refusal);
});

test('the event stream shows what happened to a message, and when', async () => {
  const seen: unknown[] = [];
  const start = sqs.cloud.now();
  sqs.cloud.events.subscribe(({ type, at, queue: arn, receiveCount }) => {
    if (type.startsWith('sqs.')) seen.push([type, at - start, arn, receiveCount]);
  });
  await sqs.send(queue, 'a');
  await sqs.receive(queue, { VisibilityTimeout: 10 });
  await sqs.pass(15);
  const message = only(await sqs.receive(queue));
  await sqs.changeVisibility(queue, message, 60);
  await sqs.delete(queue, message);
  await sqs.receive(queue);
  const work = arnOf('work');
  expect(seen).toEqual([
    ['sqs.sent', 0, work, 0],
    ['sqs.received', 0, work, 1],
    ['sqs.visible-again', 10_000, work, 1],
    ['sqs.received', 15_000, work, 2],
    ['sqs.visibility-changed', 15_000, work, 2],
    ['sqs.deleted', 15_000, work, 2],
    ['sqs.empty-receive', 15_000, work, undefined],
  ]);
});
