import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DisableKeyCommand, EnableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { runWorker } from '../../../consumer';
import { EncryptionFailedError, encrypted } from '../../../consumer/encryption';
import { order, World } from './world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});

afterEach(() => world.cloud.stop());

const handled: unknown[] = [];
beforeEach(() => {
  handled.length = 0;
});

async function isRetried(client: KMSClient, reason: string): Promise<void> {
  await world.producer().send(order);
  const envelope = encrypted(world.options({ client }));
  const { outcomes, response } = await world.handle({ envelope, process: (payload) => void handled.push(payload) });
  expect(outcomes).toMatchObject([{ outcome: 'retry', reason: expect.stringContaining(reason) }]);
  expect(response.batchItemFailures).toHaveLength(1);
  expect(await world.receive(world.deadLetterQueueUrl)).toEqual([]);
}

test('a consumer without permission retries: the message is not at fault', async () => {
  const trust = { Effect: 'Allow', Principal: { AWS: world.cloud.account }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await world.cloud.client(IAMClient).send(new CreateRoleCommand({ RoleName: 'nobody', AssumeRolePolicyDocument }));
  await isRetried(world.cloud.client(KMSClient, { role: 'nobody' }), 'AccessDeniedException');
});

test('a KMS that cannot be reached, or is throttled, is asked again later', async () => {
  const credentials = { accessKeyId: world.cloud.account, secretAccessKey: 'local' };
  const nobodyThere = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1', credentials, maxAttempts: 1 };
  await isRetried(new KMSClient(nobodyThere), 'ECONNREFUSED');

  const throttled = new KMSClient({ region: 'us-east-1', credentials, maxAttempts: 1 });
  throttled.middlewareStack.add(
    () => () => Promise.reject(Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' })),
    { step: 'initialize' },
  );
  await isRetried(throttled, 'ThrottlingException: Rate exceeded');
});

test('nothing is lost when the key is disabled in the middle and enabled later', async () => {
  const ids = Array.from({ length: 30 }, (_, n) => `o-${n}`);
  await world.producer().sendAll(ids.map((orderId) => ({ payload: { orderId } })));
  const first = new Set<string>();
  const seen: string[] = [];
  let someDone: () => void = () => undefined;
  let allDone: () => void = () => undefined;
  const some = new Promise<void>((resolve) => (someDone = resolve));
  const all = new Promise<void>((resolve) => (allDone = resolve));
  const { sqs: client, logger, deadLetterQueueUrl, queueUrl } = world;
  const worker = runWorker<unknown>({
    queueUrl,
    client,
    logger,
    deadLetterQueueUrl,
    concurrency: 2,
    waitTime: 1,
    drainBudget: 10,
    backoff: { baseSeconds: 1, maxSeconds: 1 },
    signals: [],
    envelope: encrypted(world.options()),
    process: async (payload) => {
      const { orderId } = payload as { orderId: string };
      seen.push(orderId);
      if (seen.length === 5) {
        await world.kms.send(new DisableKeyCommand({ KeyId: world.keyId }));
        someDone();
      }
      first.add(orderId);
      if (first.size === ids.length) allDone();
    },
  });
  await some;
  const isRetry = () => logger.outcomes.some(({ outcome }) => outcome === 'retry');
  while (!isRetry()) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(first.size).toBeLessThan(ids.length);
  await world.kms.send(new EnableKeyCommand({ KeyId: world.keyId }));
  await all;
  const report = await worker.drain();
  expect(report).toMatchObject({ completed: ids.length, deadLettered: 0 });
  expect(report.retried).toBeGreaterThan(0);
  expect([...first].sort()).toEqual([...ids].sort());
  expect(logger.outcomes.find(({ outcome }) => outcome === 'retry')).toMatchObject({
    reason: expect.stringContaining(`DisabledException: ${world.keyId} is disabled.`),
  });
}, 20_000);

test('a producer whose key is of no use sends nothing and says why', async () => {
  await world.kms.send(new ScheduleKeyDeletionCommand({ KeyId: world.keyId }));
  const sending = world.producer().sendAll([{ payload: order }, { payload: order }]);
  await expect(sending).rejects.toBeInstanceOf(EncryptionFailedError);
  await expect(sending).rejects.toThrow(/Nothing was sent.*is pending deletion/);
  expect(await world.receive()).toEqual([]);
});
