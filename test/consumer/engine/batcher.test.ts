import { Batcher, type BatcherOptions } from '../../../consumer/engine/batcher';
import type { BatchResult, Identified } from '../../../consumer/engine/port';
import { QueueRequestError } from '../../../consumer/errors';
import { VirtualClock } from '../../../consumer/testing';

interface Entry {
  readonly name: string;
}

const succeed = (entries: readonly { readonly id: string }[]): BatchResult => ({
  successful: entries.map(({ id }) => id),
  failed: [],
});

const failAll = (entries: readonly { readonly id: string }[]): BatchResult => ({
  successful: [],
  failed: entries.map(({ id }) => ({ id, code: 'InternalError', senderFault: false })),
});

type Given = Partial<Pick<BatcherOptions<Entry>, 'bytes' | 'random' | 'retryUntil'>>;

function setUp(
  answer: (entries: readonly Identified<Entry>[], request: number) => BatchResult = succeed,
  given: Given = {},
) {
  const clock = new VirtualClock(0);
  const sent: Array<{ readonly at: number; readonly ids: string; readonly names: string }> = [];
  const batcher = new Batcher<Entry>({
    clock,
    random: () => 0.5,
    maxEntries: 10,
    maxAgeMs: 50,
    retryUntil: () => 10_000,
    ...given,
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

  test('that go out full do not take along what comes at the same time', async () => {
    const { add, sent } = setUp();

    await add('abcdefghijk');

    expect(sent.map(({ at, names }) => [at, names])).toEqual([
      [0, 'abcdefghij'],
      [50, 'k'],
    ]);
  });

  test('go out at once when they are flushed, and what comes later waits again', async () => {
    const { add, batcher, sent } = setUp();

    const answers = add('abc');
    batcher.flush();
    await answers;
    await add('de');

    expect(sent.map(({ at, names }) => [at, names])).toEqual([
      [0, 'abc'],
      [50, 'de'],
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
    const { add, sent } = setUp(succeed, { bytes: { of: ({ name }) => Number(name), max: 10 } });

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

  test('are not sent again when the sender is at fault for the whole request', async () => {
    const { add, sent } = setUp(() => {
      throw new QueueRequestError('AccessDenied', 'not allowed', true);
    });

    const answer = { ok: false, code: 'AccessDenied', message: 'not allowed', senderFault: true };
    expect(await add('ab')).toEqual([answer, answer]);
    expect(sent).toHaveLength(1);
  });

  test('wait about twice as long after each attempt, two seconds at most', async () => {
    const { add, sent } = setUp((entries, request) => (request < 9 ? failAll(entries) : succeed(entries)), {
      retryUntil: () => 100_000,
    });

    await add('a');

    // Half of 100 ms, of 200 ms and so on, and then 50 ms for others to come.
    const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
    expect(gaps).toEqual([100, 150, 250, 450, 850, 1_050, 1_050, 1_050]);
  });

  test('wait as long as the one that was tried most often', async () => {
    const { add, clock, sent } = setUp((entries, request) => (request < 6 ? failAll(entries) : succeed(entries)));

    const first = add('a');
    await clock.sleep(400);
    await Promise.all([first, add('b')]);

    expect(sent.map(({ at, names }) => [at, names])).toEqual([
      [50, 'a'],
      [150, 'a'],
      [300, 'a'],
      [450, 'b'],
      [550, 'ab'],
      [1_000, 'ab'],
    ]);
  });

  test('wait no more than half of the time that the most urgent one has left', async () => {
    const { batcher, sent } = setUp((entries, request) => (request < 3 ? failAll(entries) : succeed(entries)), {
      random: () => 1,
    });

    await Promise.all([batcher.add({ name: 'a' }), batcher.add({ name: 'b' }, () => 400)]);

    // At 200 ms the second one has 200 ms, of which a retry takes 70: half of the rest is 65 ms, not 200.
    expect(sent.map(({ at }) => at)).toEqual([50, 200, 200 + 65 + 50]);
  });

  test('say what went wrong when their time is over', async () => {
    const unnamed = setUp(() => ({ successful: [], failed: [] }));
    const unanswered = setUp(() => {
      throw new Error('socket hang up');
    });

    expect(await unnamed.add('a')).toEqual([
      { ok: false, code: 'NoAnswer', message: 'SQS did not name the entry.', senderFault: false },
    ]);
    expect(await unanswered.add('a')).toEqual([
      { ok: false, code: 'Error', message: 'socket hang up', senderFault: false },
    ]);
  });

  test('are given up when the time for retries is over', async () => {
    const { add, clock } = setUp(failAll);

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
