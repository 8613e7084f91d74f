import { QueueRequestError } from '../../../consumer';
import { InMemoryPort } from '../../../consumer/testing';
import { GROUP, INSTANCE, World } from './world';

const HOOK = 'worker-started';
const launchLifecycleHookName = HOOK;

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.stop());

const completions = () => world.autoScaling.actions('CompleteLifecycleAction').map(({ parameters }) => parameters);

test('an instance comes into service when the queue has answered its worker, once', async () => {
  const worker = await world.start(() => undefined, { launchLifecycleHookName });
  await world.until(() => world.logged('launch completed').length === 1);
  expect(worker.health().lastReceiveSecondsAgo).toBeDefined();
  await world.until(() => world.port.count('receive') > 3);
  expect(completions()).toEqual([
    {
      AutoScalingGroupName: GROUP,
      LifecycleHookName: HOOK,
      InstanceId: INSTANCE,
      LifecycleActionResult: 'CONTINUE',
    },
  ]);
});

test('a worker that may not receive leaves its instance out of service, until it may', async () => {
  let denied = true;
  const error = new QueueRequestError('AccessDenied', 'is not authorized to perform: sqs:receivemessage', true);
  const port = new InMemoryPort(world.clock, ({ operation }) =>
    denied && operation === 'receive' ? { error } : undefined,
  );
  await world.start(() => undefined, { launchLifecycleHookName }, { port });
  await world.until(() => world.logged('receive failed').length >= 3);
  expect(completions()).toEqual([]);
  denied = false;
  await world.until(() => completions().length > 0);
});

test('a completion that is refused is tried again: permissions take a while to hold', async () => {
  world.autoScaling.refusals.set('CompleteLifecycleAction', 'User is not authorized to perform this');
  await world.start(() => undefined, { launchLifecycleHookName });
  await world.until(() => world.logged('launch not completed').length >= 2);
  world.autoScaling.refusals.clear();
  await world.until(() => world.logged('launch completed').length === 1);
});

test('a worker that starts anew on an instance in service asks once, and says nothing', async () => {
  const message = `No active Lifecycle Action found with instance ID ${INSTANCE}`;
  world.autoScaling.refusals.set('CompleteLifecycleAction', message);
  await world.start(() => undefined, { launchLifecycleHookName });
  await world.until(() => completions().length === 1);
  await world.clock.sleep(60_000);
  expect(completions()).toHaveLength(1);
  expect(world.logged('launch')).toEqual([]);
});

test('a worker that ends before its first receive completes no launch', async () => {
  const error = new QueueRequestError('AccessDenied', 'is not authorized to perform: sqs:receivemessage', true);
  const port = new InMemoryPort(world.clock, () => ({ error }));
  const worker = await world.start(() => undefined, { launchLifecycleHookName }, { port });
  await worker.drain('SIGTERM');
  expect(completions()).toEqual([]);
});

test('without a launching hook nothing is completed', async () => {
  await world.start(() => undefined);
  await world.until(() => world.port.count('receive') > 2);
  expect(completions()).toEqual([]);
});
