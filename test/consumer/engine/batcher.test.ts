import { Batcher } from '../../../consumer/engine/batcher';
import type { BatchResult, Identified } from '../../../consumer/engine/port';
import { VirtualClock } from '../../../consumer/testing';

interface Entry {
  readonly name: string;
}

const succeed = (entries: readonly { readonly id: string }[]): BatchResult => ({
  successful: entries.map(({ id }) => id),
  failed: [],
});

function setUp(
  answer: (entries: readonly Identified<Entry>[], request: number) => BatchResult = succeed,
  bytes?: { readonly of: (entry: Entry) => number; readonly max: number },
) {
  const clock = new VirtualClock(0);
  const sent: Array<{ readonly at: number; readonly ids: string; readonly names: string }> = [];
  const batcher = new Batcher<Entry>({
    clock,
    random: () => 0.5,
    maxEntries: 10,
    maxAgeMs: 50,
    retryUntil: () => 10_000,
    bytes,
    send: async (entries) => {
      const [ids, names] = [entries.map(({ id }) => id).join(''), entries.map(({ name }) => name).join('')];
      sent.push({ at: clock.now(), ids, names });
      return answer(entries, sent.length);
    },
  });
  const add = (names: string) => Promise.all(Array.from(names, (name) => batcher.add({ name })));
  return { add, batcher, clock, sent };
}

describe('batches', () => {
  test('go out at once with ten entries, named by their positions', async () => {
    const { add, sent } = setUp();

    await add('abcdefghij');

    expect(sent).toEqual([{ at: 0, ids: '0123456789', names: 'abcdefghij' }]);
  });

  test('go out after 50 ms with fewer', async () => {
    const { add, clock, sent } = setUp();

    const first = add('a');
    await clock.sleep(30);
    await Promise.all([first, add('bc')]);

    expect(sent).toEqual([{ at: 50, ids: '012', names: 'abc' }]);
  });

  test('that go out full leave the next one its whole time', async () => {
    const { add, clock, sent } = setUp();

    const first = add('a');
    await clock.sleep(30);
    await Promise.all([first, add('bcdefghij')]);
    await clock.sleep(10);
    await add('k');

    expect(sent.map(({ at, names }) => [at, names])).toEqual([
      [30, 'abcdefghij'],
      [90, 'k'],
    ]);
  });

  test('in a hurry wait for nobody', async () => {
    const { add, batcher, sent } = setUp();

    const answers = add('abc');
    batcher.hurry();
    await answers;
    await add('de');

    expect(sent).toEqual([
      { at: 0, ids: '012', names: 'abc' },
      { at: 0, ids: '01', names: 'de' },
    ]);
  });

  test('stay within their bytes', async () => {
    const { add, sent } = setUp(succeed, { of: ({ name }) => Number(name), max: 10 });

    await add('46551');

    expect(sent.map(({ names }) => names)).toEqual(['46', '55', '1']);
  });
});

describe('entries that fail', () => {
  test('are sent again after a delay, with others, and only they', async () => {
    const { add, sent } = setUp((entries, request) => ({
      successful: entries.filter((_, at) => request > 1 || at % 2 === 0).map(({ id }) => id),
      failed: entries
        .filter((_, at) => request === 1 && at % 2 === 1)
        .map(({ id }) => ({ id, code: 'InternalError', senderFault: false })),
    }));

    const answers = await add('abcdefghij');

    expect(sent.map(({ names }) => names)).toEqual(['abcdefghij', 'bdfhj']);
    expect(sent[1]?.at).toBeGreaterThan(0);
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });

  test('are sent again when SQS named them in neither list', async () => {
    const { add, sent } = setUp((entries, request) =>
      request === 1 ? { successful: [], failed: [] } : succeed(entries),
    );

    expect(await add('a')).toEqual([{ ok: true }]);
    expect(sent).toHaveLength(2);
  });

  test('are not sent again when the sender is at fault', async () => {
    const { add, sent } = setUp((entries) => ({
      successful: [],
      failed: entries.map(({ id }) => ({ id, code: 'InvalidParameterValue', message: 'too long', senderFault: true })),
    }));

    expect(await add('a')).toEqual([
      { ok: false, code: 'InvalidParameterValue', message: 'too long', senderFault: true },
    ]);
    expect(sent).toHaveLength(1);
  });

  test('are given up when the time for retries is over', async () => {
    const { add, clock } = setUp((entries) => ({
      successful: [],
      failed: entries.map(({ id }) => ({ id, code: 'InternalError', senderFault: false })),
    }));

    expect(await add('a')).toEqual([
      { ok: false, code: 'InternalError', message: 'InternalError', senderFault: false },
    ]);
    expect(clock.now()).toBeLessThan(10_000);
  });

  test('are tried again before the time is over, however long they would otherwise wait', async () => {
    const { add, clock } = setUp((entries) =>
      clock.now() > 9_300
        ? { successful: entries.map(({ id }) => id), failed: [] }
        : { successful: [], failed: entries.map(({ id }) => ({ id, code: 'InternalError', senderFault: false })) },
    );

    expect(await add('a')).toEqual([{ ok: true }]);
    expect(clock.now()).toBeLessThan(10_000);
  });
});
