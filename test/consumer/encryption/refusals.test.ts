import type { DecryptionOptions } from '../../../consumer/encryption';
import { encrypted } from '../../../consumer/encryption';
import { order, World } from './world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});

afterEach(() => world.cloud.stop());

const handled: unknown[] = [];
const open = async (options: Partial<DecryptionOptions> = {}, queueUrl = world.queueUrl) => {
  handled.length = 0;
  const { outcomes } = await world.handle(
    { envelope: encrypted({ ...world.options(), ...options }), process: (payload) => void handled.push(payload) },
    queueUrl,
  );
  return outcomes;
};

/** The body of an encrypted order that was taken out of the queue. */
async function encryptedBody(context?: Record<string, string>): Promise<string> {
  await world.producer({}, { context }).send(order);
  return (await world.receive())[0]?.Body ?? '';
}

async function isDeadLetter(reason: RegExp, options?: Partial<DecryptionOptions>, queueUrl?: string): Promise<void> {
  const [outcome, ...others] = await open(options, queueUrl);
  expect(others).toEqual([]);
  expect(outcome).toMatchObject({ outcome: 'deadLetter', reason: expect.stringMatching(reason) });
  expect(handled).toEqual([]);
}

test('a message that was encrypted for another queue is a dead letter, and KMS is not asked', async () => {
  const body = await encryptedBody();
  const other = await world.createQueue('payments');
  await world.put(body, other);
  const counts = world.countKms();
  await isDeadLetter(/encrypted for the queue "arn:aws:sqs:us-east-1:111122223333:orders".*'from'/, {}, other);
  expect(counts).toEqual({});
  const [letter] = await world.receive(world.deadLetterQueueUrl);
  expect(letter?.Body).toBe(body);
});

test('a consumer of the dead-letter queue opens what it says that it opens', async () => {
  await world.put(await encryptedBody(), world.deadLetterQueueUrl);
  const from = [await world.arnOf(world.queueUrl)];
  expect(await open({ from }, world.deadLetterQueueUrl)).toMatchObject([{ outcome: 'ack' }]);
  expect(handled).toEqual([order]);
});

test('another context than the expected one is a dead letter; more than that is none', async () => {
  const body = await encryptedBody({ tenant: 'a', purpose: 'orders' });
  await world.put(body);
  await isDeadLetter(/"a" for "tenant", and this consumer expects "b"/, { context: { tenant: 'b' } });
  await world.put(body);
  await isDeadLetter(/no value for "stage"/, { context: { stage: 'test' } });
  await world.put(body);
  expect(await open({ context: { tenant: 'a' } })).toMatchObject([{ outcome: 'ack' }]);
  expect(handled).toEqual([order]);
});

test('another key is a dead letter, and KMS is not asked', async () => {
  const other = await world.createKey();
  await world.put(await encryptedBody());
  const counts = world.countKms();
  await isDeadLetter(/It was encrypted under "arn:aws:kms:.*add it to 'keyIds'/, { keyIds: [other] });
  expect(counts).toEqual({});
});

test('a context that was rewritten to fit is refused by KMS', async () => {
  const body = Buffer.from(await encryptedBody(), 'base64');
  const other = await world.createQueue('orderz');
  const forged = Buffer.from(body.toString('latin1').replace(':orders', ':orderz'), 'latin1');
  expect(forged.equals(body)).toBe(false);
  await world.put(forged.toString('base64'), other);
  await isDeadLetter(/Its context or its data key was changed: KMS answered InvalidCiphertextException/, {}, other);
});

test('a body that was changed anywhere is a dead letter', async () => {
  const body = Buffer.from(await encryptedBody(), 'base64');
  const places = [0, 1, 3, 30, 100, body.length >> 1, body.length - 140, body.length - 110, body.length - 1];
  for (const at of places) {
    const changed = Buffer.from(body);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await world.put(changed.toString('base64'));
  }
  await world.put(body.subarray(0, -1).toString('base64'));
  await world.put(body.subarray(0, 60).toString('base64'));
  await world.put(Buffer.concat([body, Buffer.from('more')]).toString('base64'));
  const outcomes = await open();
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(places.length + 3).fill('deadLetter'));
  expect(handled).toEqual([]);
});

test('a message in the clear is a dead letter, and its reason quotes nothing of it', async () => {
  await world.put(JSON.stringify(order));
  await isDeadLetter(/not Base64, so it was not sent with encryptWith/);
  await world.put(Buffer.from(JSON.stringify(order)).toString('base64'));
  await isDeadLetter(/is no encrypted message/);
  expect(JSON.stringify(world.logger.lines)).not.toContain(order.card);
});
