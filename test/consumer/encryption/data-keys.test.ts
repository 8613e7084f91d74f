import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { encrypted } from '../../../consumer/encryption';
import { order, World } from './world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});

afterEach(() => world.cloud.stop());

const many = (count: number) => Array.from({ length: count }, () => ({ payload: order }));
const cache = { maxAgeSeconds: 300 };

test('without a cache each message costs one request of the producer and one of the consumer', async () => {
  const counts = world.countKms();
  await world.producer().sendAll(many(12));
  const { outcomes } = await world.handle({ envelope: encrypted(world.options()), process: () => undefined });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(12).fill('ack'));
  expect(counts).toEqual({ GenerateDataKey: 12, Decrypt: 12 });
});

test('with a cache, messages that come together cost one', async () => {
  const counts = world.countKms();
  await world.producer({}, { cache }).sendAll(many(12));
  const { outcomes } = await world.handle({ envelope: encrypted(world.options({ cache })), process: () => undefined });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(12).fill('ack'));
  expect(counts).toEqual({ GenerateDataKey: 1, Decrypt: 1 });
});

test.each([
  ['messages', { maxMessages: 5 }, 3],
  ['bytes', { maxBytes: 4 * JSON.stringify(order).length }, 3],
])('a data key is used for no more than its number of %s', async (_what, limits, dataKeys) => {
  const counts = world.countKms();
  await world.producer({}, { cache: { ...cache, ...limits } }).sendAll(many(12));
  expect(counts).toEqual({ GenerateDataKey: dataKeys });
});

test('a data key is used for no longer than its age, also after its key was disabled', async () => {
  await world.producer({}, { cache }).sendAll(many(2));
  const bodies = (await world.receive()).map(({ Body = '' }) => Body);
  const handler = world.handler({
    envelope: encrypted(world.options({ cache: { maxAgeSeconds: 1 } })),
    process: () => undefined,
  });
  const outcome = async (body: string) => {
    await world.put(body);
    return (await world.invoke(handler)).outcomes[0]?.['outcome'];
  };
  expect(await outcome(bodies[0] ?? '')).toBe('ack');
  await world.kms.send(new DisableKeyCommand({ KeyId: world.keyId }));
  expect(await outcome(bodies[1] ?? '')).toBe('ack');
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 1_100);
  try {
    expect(await outcome(bodies[1] ?? '')).toBe('retry');
  } finally {
    now.mockRestore();
  }
});

test('a data key that KMS did not give is asked for again', async () => {
  await world.producer({}, { cache }).send(order);
  const [message] = await world.receive();
  const handler = world.handler({ envelope: encrypted(world.options({ cache })), process: () => undefined });
  const outcomes = async () => {
    await world.put(message?.Body ?? '');
    return (await world.invoke(handler)).outcomes.map(({ outcome }) => outcome);
  };
  await world.kms.send(new DisableKeyCommand({ KeyId: world.keyId }));
  expect(await outcomes()).toEqual(['retry']);
  await world.kms.send(new EnableKeyCommand({ KeyId: world.keyId }));
  expect(await outcomes()).toEqual(['ack']);
});
