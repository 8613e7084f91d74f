import type { QueuePort } from '../../../consumer/engine/port';
import { QueueRequestError } from '../../../consumer/errors';
import { engineUnderTest, numbered } from './engine-under-test';

/** A receive takes 100 ms; counts how many are outstanding at a time. */
function counting(seen: number[]) {
  let outstanding = 0;
  return (port: QueuePort): QueuePort => ({
    ...port,
    clock: port.clock,
    deleteBatch: (url, entries) => port.deleteBatch(url, entries),
    changeVisibilityBatch: (url, entries) => port.changeVisibilityBatch(url, entries),
    sendBatch: (url, entries) => port.sendBatch(url, entries),
    receive: async (url, request, signal) => {
      outstanding += 1;
      seen.push(outstanding);
      await port.clock.sleep(100);
      const messages = await port.receive(url, request, signal);
      outstanding -= 1;
      return messages;
    },
  });
}

test('an idle queue costs one long poll at a time', async () => {
  const seen: number[] = [];
  const { clock, engine, sqs } = engineUnderTest({ concurrency: 100, wrap: counting(seen) });
  engine.start();
  await clock.sleep(10 * 60_000);
  expect(Math.max(...seen)).toBe(1);
  expect(sqs.count('receive')).toBeLessThanOrEqual(30);
});

test('a backlog is received by as many polls at a time as the slots allow, and then by one again', async () => {
  const seen: number[] = [];
  const { clock, engine, queue, send, sqs } = engineUnderTest({ concurrency: 40, wrap: counting(seen) });
  send(...numbered(1_000));
  engine.start();
  await clock.sleep(60_000);
  expect(Math.max(...seen)).toBe(4);
  expect(queue.deleted).toHaveLength(1_000);
  const before = sqs.count('receive');
  await clock.sleep(5 * 60_000);
  expect(sqs.count('receive') - before).toBeLessThanOrEqual(15);
});

test('under backlog a message costs a fifth of a request', async () => {
  const { clock, engine, send, sqs } = engineUnderTest({ concurrency: 40 });
  send(...numbered(2_000));
  engine.start();
  await clock.sleep(10_000);
  expect(sqs.requests.length / 2_000).toBeLessThanOrEqual(0.21);
});

test('the slowest message does not hold up the next receive', async () => {
  const { begun, clock, engine, send } = engineUnderTest({
    handle: async ({ body }, _, clock) => void (await clock.sleep(body === 'm1' ? 60_000 : 100)),
  });
  send(...numbered(50));
  engine.start();
  await clock.sleep(5_000);
  expect(begun).toHaveLength(50);
});

test('no more messages are in hand than there are slots', async () => {
  let most = 0;
  const { clock, engine, queue, send } = engineUnderTest({
    concurrency: 7,
    handle: async (_, __, clock) => {
      most = Math.max(most, queue.messages.filter(({ visibleAt }) => visibleAt > clock.now()).length);
      await clock.sleep(1_000);
      return undefined;
    },
  });
  send(...numbered(40));
  engine.start();
  await clock.sleep(500);
  expect(most).toBe(7);
  await clock.sleep(20_000);
  expect(queue.deleted).toHaveLength(40);
});

test('a receive that fails is tried again after a growing delay', async () => {
  const throttled = new QueueRequestError('RequestThrottled', 'Slow down.', false);
  const { clock, engine, failures, queue, send } = engineUnderTest({
    fault: ({ operation }) => (operation === 'receive' && clock.now() < 60_000 ? { error: throttled } : undefined),
  });
  send('a');
  engine.start();
  await clock.sleep(59_000);
  expect(failures.length).toBeGreaterThan(5);
  expect(failures.length).toBeLessThan(15);
  await clock.sleep(30_000);
  expect(queue.deleted).toHaveLength(1);
});

test('a poll that hangs is given up and counted, and what it brings later is given back at once', async () => {
  let receives = 0;
  const { begun, clock, engine, queue, send, settled } = engineUnderTest({
    waitSeconds: 2,
    wrap: (port) => ({
      clock: port.clock,
      deleteBatch: (url, entries) => port.deleteBatch(url, entries),
      changeVisibilityBatch: (url, entries) => port.changeVisibilityBatch(url, entries),
      sendBatch: (url, entries) => port.sendBatch(url, entries),
      receive: async (url, request, signal) => {
        receives += 1;
        const hangs = receives === 1;
        const messages = await port.receive(url, request, hangs ? undefined : signal);
        await port.clock.sleep(hangs ? 10_000 : 0);
        return messages;
      },
    }),
  });
  send('a');
  engine.start();
  await clock.sleep(9_900);
  expect(engine.receivers.hung).toBe(1);
  expect(begun).toEqual([]);
  await clock.sleep(2_200);
  expect(settled.map(({ outcome }) => outcome.kind)).toEqual(['release', 'ack']);
  expect(queue.deleted).toHaveLength(1);
});

test('a drain lets a receive come back whose messages SQS has hidden already, and gives them back', async () => {
  const { begun, clock, engine, queue, send, settled } = engineUnderTest({
    wrap: (port) => ({
      clock: port.clock,
      deleteBatch: (url, entries) => port.deleteBatch(url, entries),
      changeVisibilityBatch: (url, entries) => port.changeVisibilityBatch(url, entries),
      sendBatch: (url, entries) => port.sendBatch(url, entries),
      receive: async (url, request, signal) => {
        const messages = await port.receive(url, { ...request, waitSeconds: 0 }, signal);
        await port.clock.sleep(2_000, signal);
        signal?.throwIfAborted();
        return messages;
      },
    }),
  });
  send('a', 'b');
  engine.start();
  await clock.sleep(1_000);
  expect(await engine.drain(60_000, 'test')).toEqual({ givenUp: 0, complete: true });
  expect(begun).toEqual([]);
  expect(settled.map(({ outcome }) => outcome.kind)).toEqual(['release', 'release']);
  expect(queue.messages.filter(({ visibleAt }) => visibleAt <= clock.now())).toHaveLength(2);
});
