import { cancelMoveTask, followMoveTask, listMoveTasks, startMoveTask } from '../../../consumer/dlq';
import { arnOf } from '../../local/sqs/sqs-cloud';
import { DeadLetters } from './dead-letters';

let letters: DeadLetters;
beforeEach(async () => {
  letters = await DeadLetters.start();
});
afterEach(() => letters.stop());

const destinationArn = arnOf('orders');
const start = (rate?: number) => startMoveTask(letters.access, letters.queue, { destinationArn, rate });

async function fill(messages: number): Promise<void> {
  for (let index = 0; index < messages; index += 1) await letters.send(`${index}`);
}

test('a task moves everything and tells how far it is', async () => {
  await fill(10);
  const { task, pickedUp } = await start(2);
  expect(pickedUp).toBe(false);
  const progress: number[] = [];
  const ended = await followMoveTask(letters.access, letters.queue, task, {
    onProgress: ({ moved }) => progress.push(moved),
  });
  expect(ended).toMatchObject({ status: 'COMPLETED', moved: 10, toMove: 10, destinationArn });
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.length).toBeGreaterThan(3);
  expect(await letters.sqs.depth(letters.source)).toEqual([10, 0, 0]);
});

test('messages that a program sent are moved too, because the destination is named', async () => {
  await letters.send('a', { 'Spillway.Reason': 'timeout' });
  const { task } = await start();
  expect(await followMoveTask(letters.access, letters.queue, task)).toMatchObject({ status: 'COMPLETED', moved: 1 });
});

test('a running task is picked up instead of started again', async () => {
  await fill(10);
  const first = await start(1);
  await letters.sqs.pass(3);
  const second = await start(1);
  expect(second).toMatchObject({ pickedUp: true, task: { handle: first.task.handle, moved: 4 } });
  expect(await listMoveTasks(letters.access, letters.queue)).toHaveLength(1);
});

test('a task that runs to another queue is not taken for the one that was asked for', async () => {
  await letters.sqs.createQueue('other');
  await fill(10);
  await start(1);
  await expect(startMoveTask(letters.access, letters.queue, { destinationArn: arnOf('other') })).rejects.toMatchObject({
    name: 'MoveTaskRunningError',
    message: expect.stringContaining('instead of'),
  });
});

test('a task can be cancelled: what it moved stays moved, the rest stays', async () => {
  await fill(10);
  const { task } = await start(1);
  await letters.sqs.pass(3);
  expect(await cancelMoveTask(letters.access, letters.queue, task)).toMatchObject({ status: 'CANCELLED', moved: 4 });
  await letters.sqs.pass(60);
  expect(await letters.sqs.depth(letters.source)).toEqual([4, 0, 0]);
  expect(await letters.sqs.depth(letters.dead)).toEqual([6, 0, 0]);
});

test('whoever only stops following leaves the task running', async () => {
  await fill(10);
  const { task } = await start(1);
  const controller = new AbortController();
  const left = await followMoveTask(letters.access, letters.queue, task, {
    signal: controller.signal,
    onProgress: ({ moved }) => (moved > 2 ? controller.abort() : undefined),
  });
  expect(left.status).toBe('RUNNING');
  await letters.sqs.pass(60);
  expect(await letters.sqs.depth(letters.source)).toEqual([10, 0, 0]);
});

test('an earlier task is not taken for the one that was started', async () => {
  await fill(1);
  await followMoveTask(letters.access, letters.queue, (await start()).task);
  await letters.sqs.pass(1);
  await fill(3);
  const { task } = await start();
  expect(await followMoveTask(letters.access, letters.queue, task)).toMatchObject({ status: 'COMPLETED', moved: 3 });
});

test("a queue that is nobody's dead-letter queue is refused by AWS", async () => {
  await expect(
    startMoveTask(letters.access, { url: '', arn: arnOf('orders'), name: 'orders', fifo: false }, { destinationArn }),
  ).rejects.toThrow('Source queue must be configured as a Dead Letter Queue.');
});
