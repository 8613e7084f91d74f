import { GROUP, HOOK, INSTANCE, World } from './world';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.stop());

/** A handler that goes on until it is told to end. */
function longWork() {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  return { process: () => finished.then(() => void world.events.push('finished')), finish };
}

test('a worker whose instance is to be terminated ends its work, deletes it, and lets the termination go on', async () => {
  const { process, finish } = longWork();
  const worker = await world.start(process, { heartbeatInterval: 7_000 });
  world.send('order');
  await world.until(() => world.queue.messages[0]?.receiveCount === 1);

  world.terminate();
  await world.until(() => worker.health().status === 'draining');
  world.autoScaling.onRequest = ({ action }) =>
    world.events.push(action, `deleted: ${world.queue.deleted.map(({ body }) => body)}`);
  world.send('a message for others');
  finish();
  const report = await worker.done;

  expect(report).toMatchObject({ complete: true, completed: 1 });
  expect(report.reason).toBe('Auto Scaling moves the instance to Terminated');
  expect(world.queue.messages.map(({ body }) => body)).toEqual(['"a message for others"']);
  expect(world.events).toEqual(['finished', 'CompleteLifecycleAction', 'deleted: "order"']);
  expect(world.autoScaling.actions('CompleteLifecycleAction').map(({ parameters }) => parameters)).toEqual([
    {
      AutoScalingGroupName: GROUP,
      LifecycleHookName: HOOK,
      InstanceId: INSTANCE,
      LifecycleActionResult: 'CONTINUE',
    },
  ]);
});

test('while the drain takes longer than the heartbeat interval, the lifecycle action is prolonged', async () => {
  const { process, finish } = longWork();
  const worker = await world.start(process, { heartbeatInterval: 10 });
  world.send('order');
  await world.until(() => world.queue.messages[0]?.receiveCount === 1);

  world.terminate();
  await world.until(() => world.autoScaling.actions('RecordLifecycleActionHeartbeat').length >= 3);
  finish();
  await worker.done;

  const last = world.autoScaling.requests.at(-1);
  expect(last?.action).toBe('CompleteLifecycleAction');
  expect(world.autoScaling.actions('RecordLifecycleActionHeartbeat')[0]?.parameters).toEqual({
    AutoScalingGroupName: GROUP,
    LifecycleHookName: HOOK,
    InstanceId: INSTANCE,
  });
});

test('a refused heartbeat is logged, and the drain goes on', async () => {
  const { process, finish } = longWork();
  world.autoScaling.refusals.set('RecordLifecycleActionHeartbeat', 'No active Lifecycle Action found');
  const worker = await world.start(process, { heartbeatInterval: 10 });
  world.send('order');
  await world.until(() => world.queue.messages[0]?.receiveCount === 1);
  world.terminate();
  await world.until(() => world.logged('heartbeat refused').length >= 2);
  finish();
  expect(await worker.done).toMatchObject({ complete: true, completed: 1 });
  expect(world.autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
});

test('a signal and the termination at once complete the lifecycle action once', async () => {
  const { process, finish } = longWork();
  const worker = await world.start(process, { heartbeatInterval: 10 });
  world.send('order');
  await world.until(() => world.queue.messages[0]?.receiveCount === 1);
  world.terminate();
  const bySignal = worker.drain('SIGTERM');
  await world.until(() => world.autoScaling.actions('RecordLifecycleActionHeartbeat').length > 0);
  finish();
  expect((await bySignal).reason).toBe('SIGTERM');
  expect(await worker.done).toBe(await bySignal);
  expect(world.autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
});

test('a termination that comes after the last look is still seen at the end', async () => {
  const worker = await world.start(() => undefined, { pollInterval: 60 });
  await world.until(() => world.imds.log.some((line) => line.includes('spot/')));
  world.terminate();
  await worker.drain('SIGTERM');
  expect(world.autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
});

test('a worker that is stopped while its instance stays completes nothing', async () => {
  const worker = await world.start(() => undefined);
  await world.until(() => world.imds.log.some((line) => line.includes('spot/')));
  await worker.drain('SIGTERM');
  expect(world.autoScaling.requests).toEqual([]);
});

test.each([
  ['an action that is over', `No active Lifecycle Action found with instance ID ${INSTANCE}`],
  ['another group', 'Group workers not found'],
])('a completion that is refused (%s) is logged, and the worker ends all the same', async (_, message) => {
  world.autoScaling.refusals.set('CompleteLifecycleAction', message);
  const worker = await world.start(() => undefined);
  world.terminate();
  expect(await worker.done).toMatchObject({ complete: true });
  expect(world.logged('lifecycle action not completed')).toMatchObject([
    { level: 'error', fields: { hookName: HOOK, reason: message } },
  ]);
});

test('without a hook the worker drains and asks nothing of Auto Scaling', async () => {
  const worker = await world.start(() => undefined, { lifecycleHookName: '' });
  world.terminate();
  expect((await worker.done).reason).toContain('Terminated');
  expect(world.autoScaling.requests).toEqual([]);
});

test('an instance that goes back to its warm pool drains and completes, one that starts into it only drains', async () => {
  const worker = await world.start(() => undefined);
  await world.until(() => world.imds.log.some((line) => line.includes('spot/')));
  world.imds.items.set('autoscaling/target-lifecycle-state', 'Warmed:Stopped');
  await worker.done;
  expect(world.autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);

  const other = new World();
  try {
    other.imds.items.set('autoscaling/target-lifecycle-state', 'Warmed:Stopped');
    const starting = await other.start(() => undefined);
    expect((await starting.done).reason).toContain('Warmed:Stopped');
    expect(other.autoScaling.requests).toEqual([]);
  } finally {
    await other.stop();
  }
});

test.each(['Standby', 'Detached'])('an instance in %s keeps its worker', async (state) => {
  const worker = await world.start(() => undefined);
  world.imds.items.set('autoscaling/target-lifecycle-state', state);
  const seen = world.imds.log.length;
  await world.until(() => world.imds.log.length > seen + 8);
  expect(worker.health().status).toBe('receiving');
});
