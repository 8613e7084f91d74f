import { runWorker } from '../../../consumer';
import { ec2Instance } from '../../../consumer/ec2';
import { InMemoryPort } from '../../../consumer/testing';
import { World } from './world';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.stop());

const reads = () => world.imds.log.filter((line) => line.startsWith('GET')).length;

test('one token serves many reads, and one that has expired is renewed', async () => {
  const worker = await world.start(() => undefined);
  await world.until(() => reads() > 10);
  expect(world.imds.given).toBe(1);
  world.imds.expireTokens();
  world.terminate();
  expect((await worker.done).reason).toContain('Terminated');
  expect(world.imds.given).toBe(2);
  expect(world.logged('metadata')).toEqual([]);
});

test('metadata that cannot be read for a while do not end the worker: it says so once, and sees what comes later', async () => {
  const handled: unknown[] = [];
  const worker = await world.start((payload) => void handled.push(payload));
  await world.until(() => reads() > 2);
  await world.imds.stop();
  await world.until(() => world.logged('metadata cannot be read').length > 0);
  world.send('order');
  await world.until(() => handled.length === 1);
  await world.clock.sleep(60_000);
  expect(worker.health().status).toBe('receiving');

  world.terminate();
  await world.imds.start();
  await worker.done;

  expect(world.logged('metadata').map(({ level, message }) => [level, message])).toEqual([
    ['error', 'instance metadata cannot be read: the worker goes on, and tries again'],
    ['info', 'instance metadata can be read again'],
  ]);
  expect(world.autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
});

test('a machine without instance metadata is told so, with what to do', async () => {
  await world.start(() => undefined, { metadataEndpoint: 'http://127.0.0.1:9' });
  await world.until(() => world.logged('metadata cannot be read').length > 0);
  const reason = String(world.logged('metadata cannot be read')[0]?.fields['reason']);
  expect(reason).toMatch(/^The instance metadata service at http:\/\/127\.0\.0\.1:9 must answer, got /);
  expect(reason).toContain("On a machine that is no EC2 instance, leave out 'instance'");
  expect(reason).toContain('HttpPutResponseHopLimit: 2');
});

test.each([
  [403, "Switch the instance's metadata endpoint on"],
  [404, 'Name a service that offers IMDSv2'],
])('a token that is refused with %i is said so, and IMDSv1 is not tried', async (status, fix) => {
  world.imds.tokenStatus = status;
  await world.start(() => undefined);
  await world.until(() => world.logged('metadata cannot be read').length > 0);
  const reason = String(world.logged('metadata cannot be read')[0]?.fields['reason']);
  expect(reason).toContain(`must give an IMDSv2 token, got status ${status}`);
  expect(reason).toContain(fix);
  expect(reads()).toBe(0);
});

test('AWS_EC2_METADATA_DISABLED asks nothing', async () => {
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  try {
    const worker = await world.start(() => undefined, { scaleInProtection: {} });
    world.send('order');
    await world.until(() => world.queue.deleted.length === 1);
    await worker.drain();
    expect([world.imds.log, world.autoScaling.requests]).toEqual([[], []]);
  } finally {
    delete process.env['AWS_EC2_METADATA_DISABLED'];
  }
});

test("a worker without 'instance' asks nothing", async () => {
  const worker = await world.start(() => undefined, {}, { instance: undefined });
  world.send('order');
  await world.until(() => world.queue.deleted.length === 1);
  await worker.drain();
  expect([world.imds.log, world.autoScaling.requests]).toEqual([[], []]);
});

test('group, hook and endpoint come from the environment', async () => {
  await world.imds.start();
  const client = await world.autoScaling.start();
  const environment = {
    SPILLWAY_AUTO_SCALING_GROUP: 'group-of-environment',
    SPILLWAY_LIFECYCLE_HOOK: 'hook-of-environment',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: `${world.imds.endpoint}/`,
  };
  Object.assign(process.env, environment);
  try {
    world.terminate();
    const port = new InMemoryPort(world.clock);
    const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';
    const worker = runWorker({
      queueUrl,
      port,
      logger: world.logger,
      signals: [],
      process: () => undefined,
      instance: ec2Instance({ client }),
    });
    await worker.done;
    expect(world.autoScaling.actions('CompleteLifecycleAction')[0]?.parameters).toMatchObject({
      AutoScalingGroupName: 'group-of-environment',
      LifecycleHookName: 'hook-of-environment',
    });
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    client.destroy();
  }
});
