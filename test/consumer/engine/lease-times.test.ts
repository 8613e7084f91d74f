import { Leases } from '../../../consumer/engine/leases';
import type { Identified, QueueMessage, VisibilityEntry } from '../../../consumer/engine/port';
import { LeaseLostError } from '../../../consumer/errors';
import { type FaultInjector, InMemoryPort, VirtualClock } from '../../../consumer/testing';

const QUEUE_URL = 'https://sqs.us-east-1.amazonaws.com/111122223333/orders';
const HOUR = 3_600_000;

interface Extension {
  readonly at: number;
  readonly visibilitySeconds: number;
}

const started: Leases[] = [];

/** A tick that goes on would let virtual time run for ever. */
afterEach(() => {
  for (const leases of started.splice(0)) leases.stop();
});

interface Given {
  readonly answerMs?: number;
  readonly fault?: FaultInjector;
  readonly visibilitySeconds?: number;
}

/** Leases on a queue in memory, whose answers to extensions come so much later. */
function leasesUnderTest({ answerMs = 0, fault, visibilitySeconds = 30 }: Given = {}) {
  const clock = new VirtualClock(0);
  const sqs = new InMemoryPort(clock, fault);
  const queue = sqs.queue(QUEUE_URL);
  const extensions: Extension[] = [];
  const port = {
    clock,
    receive: sqs.receive.bind(sqs),
    deleteBatch: sqs.deleteBatch.bind(sqs),
    sendBatch: sqs.sendBatch.bind(sqs),
    changeVisibilityBatch: async (queueUrl: string, entries: readonly Identified<VisibilityEntry>[]) => {
      extensions.push(...entries.map(({ visibilitySeconds }) => ({ at: clock.now(), visibilitySeconds })));
      const answer = await sqs.changeVisibilityBatch(queueUrl, entries);
      await clock.sleep(answerMs);
      return answer;
    },
  };
  const leases = new Leases({ port, queueUrl: QUEUE_URL, visibilitySeconds, random: () => 0.5 });
  started.push(leases);
  const receive = (): readonly QueueMessage[] => queue.receive({ maxMessages: 10, waitSeconds: 20, visibilitySeconds });
  const take = () => {
    queue.send({ body: 'a', messageAttributes: {} });
    const [lease] = leases.take(receive(), { from: clock.now(), until: clock.now() + 20_000 });
    if (lease === undefined) throw new Error('no message');
    return lease;
  };
  return { clock, extensions, leases, queue, receive, take };
}

const refused = { failed: [0], failure: { code: 'InvalidParameterValue', senderFault: true } };

test('a signal that is asked for after its lease was lost is aborted already, by the first reason', async () => {
  const { clock, leases, take } = leasesUnderTest({ fault: () => refused });
  const lease = take();
  await clock.sleep(40_000);
  lease.abort(new Error('a second one'));
  expect(lease.signal.aborted).toBe(true);
  expect(lease.signal.reason).toBeInstanceOf(LeaseLostError);
  expect(lease.signal.reason).toBe(lease.lost);
  expect(leases.lost).toBe(1);
});

test('a lease whose extensions find no answer says that its visibility timeout ends', async () => {
  const { clock, take } = leasesUnderTest({ fault: () => ({ error: new Error('socket hang up') }) });
  const lease = take();
  await clock.sleep(40_000);
  expect(lease.lost?.message).toContain('its visibility timeout ends and was not extended');
});

test('no timer outlives the leases: neither their stop nor the last message', async () => {
  const stopped = leasesUnderTest();
  stopped.take();
  stopped.leases.stop();
  await stopped.clock.sleep(60_000);
  expect(stopped.clock.waiting).toBe(0);
  expect(stopped.extensions).toEqual([]);

  const idle = leasesUnderTest();
  await idle.leases.drop(idle.take());
  await idle.clock.sleep(60_000);
  expect(idle.clock.waiting).toBe(0);
});

test('an extension that is under way is not asked for a second time', async () => {
  const { clock, extensions, take } = leasesUnderTest({ answerMs: 5_000 });
  take();
  await clock.sleep(24_000);
  expect(extensions).toEqual([{ at: 20_000, visibilitySeconds: 30 }]);
});

test('extensions end a minute before the 12 hours that SQS allows, the last ones shorter, none for nothing', async () => {
  const visibilitySeconds = 900;
  const { clock, extensions, take } = leasesUnderTest({ visibilitySeconds });
  const lease = take();
  await clock.sleep(12 * HOUR);
  const ends = extensions.map(({ at, visibilitySeconds }) => at + visibilitySeconds * 1_000);
  const limit = 12 * HOUR - 60_000;
  expect(ends.filter((end) => end > limit)).toEqual([]);
  expect(ends.at(-1)).toBeGreaterThan(limit - 1_000);
  expect(extensions.at(-1)?.visibilitySeconds).toBeLessThan(visibilitySeconds);
  expect(ends.filter((end, index) => end <= (ends[index - 1] ?? visibilitySeconds * 1_000))).toEqual([]);
  expect(lease.lost?.message).toContain('was not extended');
});

test('the first receive of a message that was received again says nothing about this one', async () => {
  const { clock, leases, queue, receive } = leasesUnderTest();
  await clock.sleep(5_000);
  queue.send({ body: 'a', messageAttributes: {} });
  queue.receive({ maxMessages: 10, waitSeconds: 0, visibilitySeconds: 1 });
  await clock.sleep(5_000);
  const again = receive();
  const [lease] = leases.take(again, { from: 0, until: 20_000 });
  expect(lease?.receivedAt).toBe(10_000);
});

test.each([
  ['earlier than the request', 9_000],
  ['later than its wait time', 31_000],
])('a first receive that SQS dates %s is dated by a clock that goes wrong', async (_, firstReceivedAt) => {
  const { clock, leases, queue, receive } = leasesUnderTest();
  await clock.sleep(10_000);
  queue.send({ body: 'a', messageAttributes: {} });
  const messages = receive().map((message) => ({
    ...message,
    attributes: { ...message.attributes, ApproximateFirstReceiveTimestamp: String(firstReceivedAt) },
  }));
  await clock.sleep(22_000);
  const [lease] = leases.take(messages, { from: 10_000, until: 30_000 });
  expect(lease?.receivedAt).toBe(30_000);
});

test.each([10_000, 30_000])(
  'a first receive at either end of the wait time counts (%i ms)',
  async (firstReceivedAt) => {
    const { clock, leases, queue, receive } = leasesUnderTest();
    await clock.sleep(firstReceivedAt);
    queue.send({ body: 'a', messageAttributes: {} });
    const messages = receive();
    await clock.sleep(1_000);
    const [lease] = leases.take(messages, { from: 10_000, until: 30_000 });
    expect(lease?.receivedAt).toBe(firstReceivedAt);
  },
);
