import fc from 'fast-check';
import type { Fault } from '../../../consumer/testing';
import { FIFO, QUEUE, reset, setUp } from './world';

const KIB = 1_024;

/** What goes wrong with each request in turn. */
const faults = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.constant({ error: reset() }),
    fc.constant({ lostAnswer: reset() }),
    fc.record({ failed: fc.array(fc.nat(9), { maxLength: 4 }) }),
    fc.record({
      failed: fc.array(fc.nat(9), { minLength: 1, maxLength: 2 }),
      failure: fc.constant({ code: 'KmsAccessDenied', senderFault: true }),
    }),
  ),
  { maxLength: 12 },
);

const messages = fc.array(fc.record({ group: fc.nat(3), kib: fc.constantFrom(0, 1, 300, 700) }), { maxLength: 40 });

interface World {
  readonly sent: ReadonlyArray<{ readonly group: number; readonly kib: number }>;
  readonly faults: readonly Fault[];
  readonly queueUrl: string;
  readonly strictOrder?: boolean;
}

/** Sends under faults. `taken` are the positions of the messages in the queue, in its order. */
async function run({ sent, faults, queueUrl, strictOrder }: World) {
  const { producer, port, queue } = setUp({
    queueUrl,
    strictOrder,
    retrySeconds: 60,
    format: 'text',
    fault: ({ number }) => faults[number - 1],
  });
  const results = await producer.sendAll(
    sent.map(({ group, kib }, index) => ({ payload: `${index}:${'x'.repeat(kib * KIB)}`, groupId: `g${group}` })),
  );
  const taken = queue.messages.map(({ body }) => Number(body.split(':')[0]));
  return { results, taken, port, counts: producer.counts };
}

test('whatever fails, a standard queue has every message that was reported as sent', async () => {
  await fc.assert(
    fc.asyncProperty(messages, faults, async (sent, faults) => {
      const { results, taken, counts, port } = await run({ sent, faults, queueUrl: QUEUE });
      const has = new Set(taken);
      expect(results).toHaveLength(sent.length);
      for (const [index, result] of results.entries()) {
        if (result.ok) expect(has).toContain(index);
        else if (!result.maybeSent) expect(has).not.toContain(index);
      }
      expect(counts.requests).toBe(port.requests.length);
    }),
    { numRuns: 150 },
  );
});

test('whatever fails, a FIFO queue has it once', async () => {
  await fc.assert(
    fc.asyncProperty(messages, faults, async (sent, faults) => {
      const { results, taken } = await run({ sent, faults, queueUrl: FIFO });
      expect(new Set(taken).size).toBe(taken.length);
      for (const [index, result] of results.entries()) {
        if (result.ok) expect(taken).toContain(index);
        else if (!result.maybeSent) expect(taken).not.toContain(index);
      }
    }),
    { numRuns: 150 },
  );
});

test('whatever fails, with strictOrder each group is in order and has no gap', async () => {
  await fc.assert(
    fc.asyncProperty(messages, faults, async (sent, faults) => {
      const { taken } = await run({ sent, faults, queueUrl: FIFO, strictOrder: true });
      for (const group of [0, 1, 2, 3]) {
        const all = sent.flatMap((message, index) => (message.group === group ? [index] : []));
        const got = taken.filter((index) => sent[index]?.group === group);
        expect(got).toEqual(all.slice(0, got.length));
      }
    }),
    { numRuns: 150 },
  );
});
