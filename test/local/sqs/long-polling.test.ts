import { DeleteQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createSqs, IDLE_POLL } from '../../../local/services/sqs';
import { arnOf, only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
let queue: string;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  queue = await sqs.createQueue('work');
});
afterEach(() => sqs.stop());

/** Whether a promise is settled, once everything that can happen now has happened. */
async function finished(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await sqs.pass(0);
  return settled;
}

test('an empty queue holds a long poll for its wait time and then answers without messages', async () => {
  const poll = sqs.receive(queue, { WaitTimeSeconds: 20 });
  await sqs.pass(19.999);
  expect(await finished(poll)).toBe(false);
  await sqs.pass(0.001);
  expect(await poll).toEqual([]);
});

test('a long poll wakes at once when a message is sent', async () => {
  const start = sqs.cloud.now();
  const poll = sqs.receive(queue, { WaitTimeSeconds: 20 });
  await sqs.pass(3);
  await sqs.send(queue, 'a');
  expect(only(await poll).Body).toBe('a');
  expect(sqs.cloud.now() - start).toBe(3000);
});

test('a long poll wakes when a delay or a visibility timeout ends', async () => {
  await sqs.send(queue, 'delayed', { DelaySeconds: 7 });
  const first = sqs.receive(queue, { WaitTimeSeconds: 20, VisibilityTimeout: 5 });
  await sqs.pass(7);
  expect(only(await first).Body).toBe('delayed');
  const second = sqs.receive(queue, { WaitTimeSeconds: 20 });
  await sqs.pass(5);
  expect(only(await second).Attributes?.ApproximateReceiveCount).toBe('2');
});

test('a long poll wakes when another consumer gives its message back', async () => {
  await sqs.send(queue, 'a');
  const message = only(await sqs.receive(queue));
  const poll = sqs.receive(queue, { WaitTimeSeconds: 20 });
  await sqs.pass(1);
  await sqs.changeVisibility(queue, message, 0);
  expect(only(await poll).Body).toBe('a');
});

test('a long poll on a dead-letter queue wakes when a message is moved there', async () => {
  const source = await sqs.createQueue('source', {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('work'), maxReceiveCount: 1 }),
  });
  await sqs.send(source, 'poison');
  await sqs.receive(source, { VisibilityTimeout: 1 });
  await sqs.pass(1);
  const poll = sqs.receive(queue, { WaitTimeSeconds: 20 });
  await sqs.pass(0);
  await sqs.receive(source);
  expect(only(await poll).Body).toBe('poison');
});

test('long polls are served in the order in which they came', async () => {
  const polls: Promise<(string | undefined)[]>[] = [];
  for (let index = 0; index < 3; index += 1) {
    polls.push(sqs.bodies(queue, { WaitTimeSeconds: 20, MaxNumberOfMessages: 1 }));
    await sqs.pass(1);
  }
  for (const body of ['first', 'second', 'third']) await sqs.send(queue, body);
  expect(await Promise.all(polls)).toEqual([['first'], ['second'], ['third']]);
});

test('nothing is received for a caller that has hung up', async () => {
  const abort = new AbortController();
  const poll = sqs.client.send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 20 }), {
    abortSignal: abort.signal,
  });
  const outcome = poll.then(
    () => 'answered',
    (error: Error) => error.name,
  );
  await sqs.pass(1);
  abort.abort();
  expect(await outcome).toBe('AbortError');
  await sqs.send(queue, 'a');
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
  expect(only(await sqs.receive(queue)).Attributes?.ApproximateReceiveCount).toBe('1');
});

test("the queue's ReceiveMessageWaitTimeSeconds holds for receives that say nothing else", async () => {
  await sqs.setAttributes(queue, { ReceiveMessageWaitTimeSeconds: '10' });
  expect(await sqs.receive(queue, { WaitTimeSeconds: 0 })).toEqual([]);
  const poll = sqs.receive(queue);
  await sqs.pass(9);
  expect(await finished(poll)).toBe(false);
  await sqs.pass(1);
  expect(await poll).toEqual([]);
});

test('deleting the queue ends the long polls on it', async () => {
  const poll = expect(sqs.receive(queue, { WaitTimeSeconds: 20 })).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
  await sqs.pass(1);
  await sqs.client.send(new DeleteQueueCommand({ QueueUrl: queue }));
  await poll;
});

test('settle() waits for an ordinary long poll and for a message in flight', async () => {
  const start = sqs.cloud.now();
  const poll = sqs.receive(queue, { WaitTimeSeconds: 20 });
  await sqs.cloud.settle();
  expect(await poll).toEqual([]);
  expect(sqs.cloud.now() - start).toBe(20_000);
  await sqs.send(queue, 'a');
  await sqs.receive(queue, { VisibilityTimeout: 600 });
  await sqs.cloud.settle();
  expect(sqs.cloud.now() - start).toBe(620_000);
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
});

test('settle() does not wait for a deleted message or for retention', async () => {
  const start = sqs.cloud.now();
  await sqs.send(queue, 'a');
  await sqs.send(queue, 'b');
  const [message] = await sqs.receive(queue, { VisibilityTimeout: 600, MaxNumberOfMessages: 1 });
  if (message !== undefined) await sqs.delete(queue, message);
  await sqs.cloud.settle();
  expect(sqs.cloud.now()).toBe(start);
});

test('settle() does not wait for the poll of a poller that comes back for ever', async () => {
  const { kernel } = sqs.cloud;
  const start = sqs.cloud.now();
  const router = { call: jest.fn(), decide: jest.fn() };
  const service = createSqs(kernel);
  const request = {
    principal: { kind: 'account' as const, account: '111122223333', arn: 'arn:aws:iam::111122223333:root' },
    account: '111122223333',
    region: 'us-east-1',
    requestId: '1',
    context: { [IDLE_POLL]: 'true' },
    endpoint: 'http://127.0.0.1:4566',
    kernel,
    router,
    signal: new AbortController().signal,
    park: () => () => undefined,
  };
  const run = (action: string, input: object): unknown => service.operations[action]?.run(input as never, request);
  run('CreateQueue', { QueueName: 'idle' });
  const poll = run('ReceiveMessage', { QueueUrl: 'http://any.host/111122223333/idle', WaitTimeSeconds: 20 });
  await sqs.cloud.settle();
  expect(sqs.cloud.now()).toBe(start);
  await sqs.pass(20);
  expect(await poll).toEqual({});
});
