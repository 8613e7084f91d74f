import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
} from '@aws-sdk/client-sqs';
import { arnOf, only, redrivePolicy, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
let dead: string;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  dead = await sqs.createQueue('dead');
});
afterEach(() => sqs.stop());

const start = async (more: Partial<StartMessageMoveTaskCommandInput> = {}) =>
  (await sqs.client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead'), ...more }))).TaskHandle;
const cancel = (TaskHandle: string | undefined) => sqs.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
const list = async (MaxResults = 10): Promise<ListMessageMoveTasksResultEntry[]> =>
  (await sqs.client.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead'), MaxResults }))).Results ?? [];

/** A queue whose messages lie in the dead-letter queue. */
async function source(name: string, ...bodies: string[]): Promise<string> {
  const queue = await sqs.createQueue(name, { RedrivePolicy: redrivePolicy('dead', 1) });
  for (const body of bodies) await sqs.send(queue, body);
  for (const _ of bodies) await sqs.receive(queue, { MaxNumberOfMessages: 1, VisibilityTimeout: 1 });
  await sqs.pass(1);
  await sqs.receive(queue);
  return queue;
}

test('messages go to the destination as new messages, and the task is completed', async () => {
  await source('work', 'a', 'b');
  const other = await sqs.createQueue('other');
  const [before] = await sqs.receive(dead, { VisibilityTimeout: 0, MaxNumberOfMessages: 1 });
  await sqs.pass(60);
  await start({ DestinationArn: arnOf('other') });
  const startedAt = sqs.cloud.now();
  await sqs.cloud.settle();
  expect(await list()).toEqual([
    {
      Status: 'COMPLETED',
      SourceArn: arnOf('dead'),
      DestinationArn: arnOf('other'),
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
      StartedTimestamp: startedAt,
    },
  ]);
  const moved = await sqs.receive(other);
  expect(moved.map(({ Body }) => Body).sort()).toEqual(['a', 'b']);
  const same = moved.find(({ Body }) => Body === before?.Body);
  expect(same?.MessageId).not.toBe(before?.MessageId);
  expect(same?.Attributes?.ApproximateReceiveCount).toBe('1');
  expect(Number(same?.Attributes?.SentTimestamp)).toBeGreaterThanOrEqual(startedAt);
  expect(await sqs.depth(dead)).toEqual([0, 0, 0]);
});

test('without a destination each message goes back to the queue that it came from', async () => {
  const first = await source('first', 'a', 'b');
  const second = await source('second', 'c');
  await start();
  await sqs.cloud.settle();
  expect((await sqs.bodies(first)).sort()).toEqual(['a', 'b']);
  expect(await sqs.bodies(second)).toEqual(['c']);
  expect((await list())[0]).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 });
});

test('the rate is kept: at 2 messages per second ten take four and a half seconds', async () => {
  const queue = await source('work', ...'abcdefghij');
  await start({ MaxNumberOfMessagesPerSecond: 2 });
  await sqs.pass(0);
  expect(await sqs.depth(queue)).toEqual([1, 0, 0]);
  await sqs.pass(2);
  expect(await sqs.depth(queue)).toEqual([5, 0, 0]);
  expect((await list())[0]).toMatchObject({ Status: 'RUNNING', MaxNumberOfMessagesPerSecond: 2 });
  await sqs.pass(2.499);
  expect(await sqs.depth(queue)).toEqual([9, 0, 0]);
  await sqs.pass(0.001);
  expect(await sqs.depth(queue)).toEqual([10, 0, 0]);
});

test('a running task can be cancelled; what was not moved stays', async () => {
  const queue = await source('work', ...'abcde');
  const handle = await start({ MaxNumberOfMessagesPerSecond: 1 });
  await sqs.pass(1.5);
  expect((await list())[0]).toMatchObject({ Status: 'RUNNING', TaskHandle: handle });
  expect(await cancel(handle)).toMatchObject({ ApproximateNumberOfMessagesMoved: 2 });
  await sqs.pass(60);
  expect([await sqs.depth(queue), await sqs.depth(dead)]).toEqual([
    [2, 0, 0],
    [3, 0, 0],
  ]);
  const [task] = await list();
  expect([task?.Status, task?.TaskHandle]).toEqual(['CANCELLED', undefined]);
});

test('a destination that is deleted while the task runs fails it and loses nothing', async () => {
  await source('work', ...'abc');
  const other = await sqs.createQueue('other');
  await start({ DestinationArn: arnOf('other'), MaxNumberOfMessagesPerSecond: 1 });
  await sqs.pass(0);
  await sqs.client.send(new DeleteQueueCommand({ QueueUrl: other }));
  await sqs.pass(10);
  expect((await list())[0]).toMatchObject({
    Status: 'FAILED',
    FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
    ApproximateNumberOfMessagesMoved: 1,
  });
  expect(await sqs.depth(dead)).toEqual([2, 0, 0]);
});

test('a message that was sent to the dead-letter queue itself has no way back', async () => {
  await source('work');
  await sqs.send(dead, 'direct');
  await start();
  await sqs.pass(1);
  expect((await list())[0]).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
  expect(only(await sqs.receive(dead)).Body).toBe('direct');
});

test('one task runs per queue at a time, and the latest is listed first', async () => {
  await source('work', 'a', 'b');
  const handle = await start({ MaxNumberOfMessagesPerSecond: 1 });
  await expect(start()).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
  });
  await cancel(handle);
  await start();
  await sqs.pass(10);
  expect((await list()).map(({ Status }) => Status)).toEqual(['COMPLETED', 'CANCELLED']);
  expect(await list(1)).toHaveLength(1);
});

test('the source must be a dead-letter queue', async () => {
  await expect(start()).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Source queue must be configured as a Dead Letter Queue.',
  });
});

test('source and destination must exist', async () => {
  await source('work');
  for (const [parameter, input] of [
    ['DestinationArn', { DestinationArn: arnOf('missing') }],
    ['SourceArn', { SourceArn: arnOf('missing') }],
  ] as const) {
    await expect(start(input)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `The resource that you specified for the ${parameter} parameter doesn't exist.`,
      $metadata: { httpStatusCode: 404 },
    });
  }
});

test('a rate above 500 is refused', async () => {
  await source('work');
  await expect(start({ MaxNumberOfMessagesPerSecond: 501 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('an invalid handle and a task that does not exist are told apart', async () => {
  await expect(cancel('garbage')).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Value for parameter TaskHandle is invalid.',
  });
  const unknown = Buffer.from(JSON.stringify({ taskId: 'x', sourceArn: arnOf('dead') })).toString('base64');
  await expect(cancel(unknown)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Task does not exist.',
  });
});
