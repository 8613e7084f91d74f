import { World } from './world';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.stop());

const minutesFromNow = (minutes: number) => new Date(world.clock.now() + minutes * 60_000).toISOString();

test('a Spot notice drains the worker, and its time is the budget', async () => {
  const worker = await world.start(
    (_, { signal }) =>
      new Promise<void>((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    { lifecycleHookName: '' },
  );
  world.send('order that takes for ever');
  await world.until(() => world.queue.messages[0]?.receiveCount === 1);
  const time = minutesFromNow(2);
  world.imds.items.set('spot/instance-action', JSON.stringify({ action: 'terminate', time }));

  const report = await worker.done;

  expect(report).toMatchObject({ reason: 'EC2 is going to terminate this Spot instance', givenUp: 1, released: 1 });
  expect(report.durationMs).toBeLessThan(120_000);
  expect(world.clock.now()).toBeGreaterThan(Date.parse(time) - 60_000);
  expect(world.queue.messages).toHaveLength(1);
  expect(world.queue.messages[0]?.visibleAt).toBeLessThanOrEqual(world.clock.now());
});

test('a Spot instance that its group terminates as well lets the termination go on', async () => {
  const worker = await world.start(() => undefined);
  world.imds.items.set('spot/instance-action', JSON.stringify({ action: 'stop', time: minutesFromNow(2) }));
  world.terminate();
  expect((await worker.done).reason).toBe('EC2 is going to stop this Spot instance');
  expect(world.autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
});

test('the rebalance recommendation is ignored', async () => {
  const worker = await world.start(() => undefined);
  world.imds.items.set('events/recommendations/rebalance', JSON.stringify({ noticeTime: minutesFromNow(0) }));
  const seen = world.imds.log.length;
  await world.until(() => world.imds.log.length > seen + 8);
  expect(worker.health().status).toBe('receiving');
  expect(world.imds.log.filter((line) => line.includes('rebalance'))).toEqual([]);
});

test('the rebalance recommendation drains the worker where that is asked for', async () => {
  const worker = await world.start(() => undefined, { rebalanceRecommendation: 'drain' });
  world.imds.items.set('events/recommendations/rebalance', JSON.stringify({ noticeTime: minutesFromNow(0) }));
  expect((await worker.done).reason).toBe('EC2 recommends to replace this Spot instance');
});

test('a Spot notice during a longer drain ends it in time', async () => {
  const worker = await world.start(
    (_, { signal }) =>
      new Promise<void>((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  );
  world.send('order that takes for ever');
  await world.until(() => world.queue.messages[0]?.receiveCount === 1);
  world.terminate();
  await world.until(() => worker.health().status === 'draining');
  const time = minutesFromNow(2);
  world.imds.items.set('spot/instance-action', JSON.stringify({ action: 'terminate', time }));

  const report = await worker.done;

  expect(report).toMatchObject({ givenUp: 1, released: 1 });
  expect(world.clock.now()).toBeLessThan(Date.parse(time));
  expect(world.autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
});
