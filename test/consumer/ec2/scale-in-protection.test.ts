import { INSTANCE, World } from './world';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.stop());

const protections = () =>
  world.autoScaling
    .actions('SetInstanceProtection')
    .map(({ parameters }) => parameters['ProtectedFromScaleIn'] === 'true');

/** Sends a message and waits until it is done. */
async function one(): Promise<void> {
  const done = world.queue.deleted.length + 1;
  world.send(done);
  await world.until(() => world.queue.deleted.length === done);
}

test('an instance is protected once for each busy time, however many messages it has', async () => {
  const worker = await world.start(() => undefined, { scaleInProtection: { idleAfter: 150 } });
  for (let i = 0; i < 20; i++) await one();
  await world.until(() => protections().length === 2);
  expect(protections()).toEqual([true, false]);
  for (let i = 0; i < 20; i++) await one();
  await world.until(() => protections().length === 4);
  expect(protections()).toEqual([true, false, true, false]);
  await worker.drain('SIGTERM');
  expect(protections()).toHaveLength(4);
  expect(world.autoScaling.actions('SetInstanceProtection')[0]?.parameters).toEqual({
    AutoScalingGroupName: 'workers',
    'InstanceIds.member.1': INSTANCE,
    ProtectedFromScaleIn: 'true',
  });
});

test('a protection that a crashed worker left behind ends when its successor has nothing to do', async () => {
  await world.start(() => undefined, { scaleInProtection: { idleAfter: 5 } });
  await world.until(() => protections().length > 0);
  expect(protections()).toEqual([false]);
});

test('a worker that is stopped leaves its instance unprotected', async () => {
  const worker = await world.start(() => undefined, { scaleInProtection: { idleAfter: 86_400 } });
  await one();
  await world.until(() => protections().length === 1);
  await worker.drain('SIGTERM');
  expect(protections()).toEqual([true, false]);
});

test('an instance that Auto Scaling has chosen is not protected any more', async () => {
  const worker = await world.start(() => undefined, { scaleInProtection: { idleAfter: 86_400 } });
  await one();
  await world.until(() => protections().length === 1);
  world.terminate();
  await worker.done;
  expect(protections()).toEqual([true]);
});

test('a protection that is refused is logged and asked again while the work goes on', async () => {
  const refusal = `The instance ${INSTANCE} is not in InService or EnteringStandby or Standby.`;
  world.autoScaling.refusals.set('SetInstanceProtection', refusal);
  await world.start(() => undefined, { scaleInProtection: { idleAfter: 86_400 } });
  await one();
  await world.until(() => protections().length === 2);
  world.autoScaling.refusals.clear();
  await world.until(() => protections().length === 3);
  await one();
  expect(world.logged('scale-in protection not changed')[0]).toMatchObject({
    level: 'warn',
    fields: { protect: true, reason: refusal },
  });
  expect(protections()).toEqual([true, true, true]);
});

test('without the option no protection is asked for', async () => {
  const worker = await world.start(() => undefined);
  await one();
  await worker.drain('SIGTERM');
  expect(world.autoScaling.requests).toEqual([]);
});
