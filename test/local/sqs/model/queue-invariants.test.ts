import fc from 'fast-check';
import { QueueChecker } from './queue-checker';

type Step = (checker: QueueChecker) => void;

const seconds = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 5) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(600, 43_200, 43_200) },
);
const milliseconds = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 10_000 }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(150_000, 300_000) },
);
const place = fc.constantFrom('source' as const, 'source' as const, 'dead' as const);

/** An old or recent handle, counted from the latest. */
const withHandle = (
  recent: number,
  step: (checker: QueueChecker, handle: QueueChecker['handles'][number]) => void,
): Step => {
  return (checker) => {
    const handle = checker.handles.at(-1 - (recent % Math.max(1, checker.handles.length)));
    if (handle !== undefined) step(checker, handle);
  };
};

const recency = fc.oneof(fc.nat(3), fc.nat(12));

const send = fc.tuple(fc.constantFrom('g', 'h'), fc.nat(40), fc.constantFrom(0, 0, 0, 5, 40)).map<Step>(
  ([group, key, delay]) =>
    (checker) =>
      checker.send(group, `key-${key}`, delay),
);

const receive = fc.tuple(place, fc.integer({ min: 1, max: 10 }), seconds).map<Step>(
  ([queue, max, timeout]) =>
    (checker) =>
      checker.receive(queue, max, timeout),
);

const remove = recency.map((recent) => withHandle(recent, (checker, handle) => checker.delete(handle)));

const changeVisibility = fc
  .tuple(recency, seconds)
  .map(([recent, timeout]) => withHandle(recent, (checker, handle) => checker.changeVisibility(handle, timeout)));

const wait = milliseconds.map<Step>((duration) => (checker) => checker.wait(duration));

const step = fc.oneof(
  { weight: 4, arbitrary: send },
  { weight: 6, arbitrary: receive },
  { weight: 2, arbitrary: remove },
  { weight: 3, arbitrary: changeVisibility },
  { weight: 3, arbitrary: wait },
);

test.each([
  ['standard', false],
  ['FIFO', true],
])('a %s queue loses nothing, invents nothing and keeps its promises on random schedules', (_kind, fifo) => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }), (steps) => {
      const checker = new QueueChecker(fifo);
      for (const each of steps) {
        each(checker);
        checker.checkDepths();
      }
      for (const { place: reachedPlace } of checker.known.values()) reached.add(reachedPlace);
      checker.drain();
    }),
    { numRuns: 1000, seed: 20_261_101 },
  );
  // The schedules are worth something only when they reach every fate of a message.
  expect([...reached].sort()).toEqual(['dead', 'deleted', 'expired', 'source']);
});
