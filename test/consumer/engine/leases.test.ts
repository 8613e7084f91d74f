import { Leases } from '../../../consumer/engine/leases';
import type { QueuePort } from '../../../consumer/engine/port';
import { LeaseLostError, QueueRequestError } from '../../../consumer/errors';
import { InMemoryPort, type PortRequest, VirtualClock } from '../../../consumer/testing';
import { engineUnderTest, numbered } from './engine-under-test';

const MINUTES = 60_000;

test('messages that take longer than their visibility timeout are received once, and extended ten per request', async () => {
  const { begun, clock, engine, queue, send, sqs } = engineUnderTest({
    handle: async (_, __, clock) => void (await clock.sleep(5 * MINUTES)),
  });
  send(...numbered(10));
  engine.start();
  await clock.sleep(6 * MINUTES);
  await engine.drain(60_000, 'test');
  expect(begun).toHaveLength(10);
  expect(queue.deleted).toHaveLength(10);
  const extensions = sqs.requests.filter(({ operation }) => operation === 'changeVisibilityBatch');
  expect(extensions.map(({ entries }) => entries.length)).toEqual(extensions.map(() => 10));
  // Every 20 of the 30 seconds: 5 minutes need 14 extensions, not one per tick.
  expect(extensions).toHaveLength(14);
});

test('a message that is done in time is never extended', async () => {
  const { clock, engine, send, sqs } = engineUnderTest({
    handle: async (_, __, clock) => void (await clock.sleep(1_000)),
  });
  send(...numbered(10));
  engine.start();
  await clock.sleep(5 * MINUTES);
  expect(sqs.count('changeVisibilityBatch')).toBe(0);
});

async function abortedBy(waitMs: number, fault: (request: PortRequest) => object | undefined, visibilitySeconds = 30) {
  const reasons: Array<{ readonly at: number; readonly reason: unknown }> = [];
  const { clock, engine, send, settled } = engineUnderTest({
    concurrency: 1,
    visibilitySeconds,
    fault: (request) => (request.operation === 'changeVisibilityBatch' ? fault(request) : undefined),
    handle: async (message, signal, clock) => {
      if (message.attributes['ApproximateReceiveCount'] === '1') {
        await clock.sleep(24 * 60 * MINUTES, signal);
        reasons.push({ at: clock.now(), reason: signal.reason });
        signal.throwIfAborted();
      }
      return undefined;
    },
  });
  send('a');
  engine.start();
  await clock.sleep(waitMs);
  return { reasons, settled };
}

test('a refused extension aborts the signal of that message with the reason', async () => {
  const failure = { code: 'InvalidParameterValue', senderFault: true };
  const { reasons, settled } = await abortedBy(5 * MINUTES, () => ({ failed: [0], failure }));
  expect(reasons).toEqual([{ at: 20_000, reason: expect.any(LeaseLostError) }]);
  expect(settled.map(({ outcome, problem }) => [outcome.kind, problem])).toEqual([
    ['retry', expect.stringContaining('SQS refused to extend its visibility timeout (InvalidParameterValue')],
    ['ack', undefined],
  ]);
});

test('extensions that fail are tried again, and the signal is aborted before others may receive the message', async () => {
  let tries = 0;
  const { reasons } = await abortedBy(5 * MINUTES, () => {
    tries += 1;
    return { error: new QueueRequestError('ServiceUnavailable', 'Try again.', false) };
  });
  expect(reasons[0]?.reason).toBeInstanceOf(LeaseLostError);
  expect(reasons[0]?.at).toBeGreaterThan(27_000);
  expect(reasons[0]?.at).toBeLessThan(30_000);
  expect(tries).toBeGreaterThanOrEqual(5);
});

test('a message is not held for more than the 12 hours that SQS allows', async () => {
  const { reasons } = await abortedBy(12 * 60 * MINUTES, () => undefined, 900);
  expect(reasons[0]?.reason).toBeInstanceOf(LeaseLostError);
  expect(reasons[0]?.at).toBeGreaterThan(11.9 * 60 * MINUTES);
  expect(reasons[0]?.at).toBeLessThan(12 * 60 * MINUTES);
});

test('what a handler completes after its lease is lost is deleted all the same', async () => {
  const { clock, engine, queue, send } = engineUnderTest({
    visibilitySeconds: 30,
    fault: ({ operation }) =>
      operation === 'changeVisibilityBatch'
        ? { failed: [0], failure: { code: 'Refused', senderFault: true } }
        : undefined,
    handle: async (_, __, clock) => void (await clock.sleep(25_000)),
  });
  send('a');
  engine.start();
  await clock.sleep(26_000);
  expect(queue.deleted.map(({ body }) => body)).toEqual(['a']);
});

/** SQS hands a message out, and the first answer that brings it comes so much later. */
function answersLate(lateBody: string, lateMs: number, clock: () => VirtualClock): (port: QueuePort) => QueuePort {
  let late = true;
  return (port) => ({
    clock: port.clock,
    deleteBatch: (...args) => port.deleteBatch(...args),
    changeVisibilityBatch: (...args) => port.changeVisibilityBatch(...args),
    sendBatch: (...args) => port.sendBatch(...args),
    receive: async (...args) => {
      const messages = await port.receive(...args);
      if (late && messages.some(({ body }) => body === lateBody)) {
        late = false;
        await clock().sleep(lateMs);
      }
      return messages;
    },
  });
}

test('the lease of a late answer began when SQS hid the message', async () => {
  const world = engineUnderTest({
    wrap: answersLate('a', 12_000, () => world.clock),
    handle: async (_, __, clock) => void (await clock.sleep(MINUTES)),
  });
  const { begun, clock, engine, queue, send, sqs } = world;
  engine.start();
  send('a');
  await clock.sleep(21_000);
  expect(sqs.count('changeVisibilityBatch')).toBe(1);
  await clock.sleep(2 * MINUTES);
  expect(begun).toEqual(['a']);
  expect(queue.deleted).toHaveLength(1);
});

test('SQS hid all messages of an answer at once, also those of which it does not say when', async () => {
  const world = engineUnderTest({
    wrap: answersLate('new', 12_000, () => world.clock),
    handle: async (_, __, clock) => void (await clock.sleep(MINUTES)),
  });
  const { begun, clock, engine, queue, send } = world;
  send('again');
  await queue.receive({ maxMessages: 1, waitSeconds: 0, visibilitySeconds: 0 });
  send('new');
  engine.start();
  await clock.sleep(2 * MINUTES);
  expect(begun).toEqual(['again', 'new']);
  expect(queue.deleted.map(({ receiveCount }) => receiveCount)).toEqual([2, 1]);
});

test('a late answer is extended in time although one that came before it has longer to go', async () => {
  const clock = new VirtualClock(0);
  const sqs = new InMemoryPort(clock);
  const queueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/orders';
  const queue = sqs.queue(queueUrl);
  const leases = new Leases({ port: sqs, queueUrl, visibilitySeconds: 30, random: () => 0.5 });
  const receive = () => {
    queue.send({ body: `sent at ${clock.now()}`, messageAttributes: {} });
    return queue.receive({ maxMessages: 10, waitSeconds: 20, visibilitySeconds: 30 });
  };
  const late = receive();
  await clock.sleep(10_000);
  const [prompt] = leases.take(receive(), { from: 10_000, until: 30_000 });
  await clock.sleep(2_000);
  const [slow] = leases.take(late, { from: 0, until: 20_000 });
  await clock.sleep(26_000);
  leases.stop();
  expect([prompt?.lost, slow?.lost]).toEqual([undefined, undefined]);
  expect(queue.messages.map(({ visibleAt }) => visibleAt > clock.now())).toEqual([true, true]);
});

test('a message whose visibility timeout was over when it arrived is not begun: others may have it', async () => {
  const world = engineUnderTest({
    waitSeconds: 1,
    visibilitySeconds: 4,
    wrap: answersLate('a', 5_500, () => world.clock),
  });
  const { begun, clock, engine, queue, send, settled } = world;
  engine.start();
  send('a');
  await clock.sleep(20_000);
  expect(settled[0]?.problem).toContain('its visibility timeout was over when it arrived');
  expect(begun).toEqual(['a']);
  expect(queue.deleted.map(({ receiveCount }) => receiveCount)).toEqual([2]);
});

test('a message that cannot be deleted for longer than its visibility timeout stays hidden until it can', async () => {
  const { begun, clock, engine, queue, send, settled } = engineUnderTest({
    visibilitySeconds: 2,
    fault: ({ operation }) => (operation === 'deleteBatch' && clock.now() < 15_000 ? { failed: [0] } : undefined),
  });
  send('a');
  engine.start();
  await clock.sleep(30_000);
  expect(begun).toEqual(['a']);
  expect(settled).toEqual([expect.objectContaining({ outcome: { kind: 'ack' } })]);
  expect(settled[0]?.undeleted).toBeUndefined();
  expect(queue.messages).toEqual([]);
});
