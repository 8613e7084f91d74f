import type { FaultCase } from '../fault-case';

const poison = (n: number): boolean => n % 4 === 1;
const followersDie = 'what is received with it in its FIFO group is given back, and SQS counts a receive for it too';

/** The handler, or the message, is at fault. */
export const handlers: readonly FaultCase[] = [
  { name: 'none', how: 'nothing is injected' },
  {
    name: 'handler throws',
    how: 'every second message fails at its first receive, every fourth at its second as well',
    job: (n) => ({ acts: n % 2 === 0 ? ['throw', n % 4 === 0 ? 'throw' : 'ok'] : [] }),
    lastsSeconds: 120,
  },
  {
    name: 'poison pill',
    how: 'every fourth message always fails: SQS moves it after five receives',
    job: (n) => ({ always: poison(n) ? 'throw' : 'ok' }),
    costs: { dies: poison, followersDie },
  },
  {
    name: 'all are poison',
    how: 'every message always fails',
    job: () => ({ always: 'throw' }),
    costs: { dies: () => true },
  },
  {
    name: 'permanent failure',
    how: 'every fourth message is dead-lettered by the engine at its first receive',
    job: (n) => ({ always: poison(n) ? 'permanent' : 'ok' }),
    costs: { dies: poison },
  },
  {
    name: 'malformed batch response',
    how: 'the function, with `deleteCompleted: false`, names an unknown id at the first receive of some messages',
    job: (n) => ({ acts: n % 7 === 3 ? ['malformed'] : [] }),
    environment: { DELETE_COMPLETED: 'no' },
    costs: { repeats: 'Lambda takes nothing of a malformed response as success' },
    lastsSeconds: 300,
    impossible: { worker: 'a worker answers nobody' },
  },
  {
    name: 'visibility expires during work',
    how: 'work takes 10 s, the visibility timeout is 5 s, and no request extends it',
    job: () => ({ acts: ['slow'] }),
    visibilitySeconds: 5,
    faults: [{ on: 'sqs:ChangeMessageVisibilityBatch', probability: 1 }],
    lastsSeconds: 120,
    costs: {
      repeats: 'the message is visible again while it is worked on',
      deadHandlers: 'the first handler goes on when another has the message',
    },
  },
  {
    name: 'clock ahead',
    how: "the consumer's clock is ahead: a worker's by 5 minutes, a function's by 2 s of its 15",
    job: (n) => ({ acts: n % 4 === 0 ? ['throw'] : [] }),
    skewSeconds: ({ consumer }) => (consumer === 'worker' ? 300 : 2),
  },
  {
    name: 'clock behind',
    how: 'the same, behind',
    job: (n) => ({ acts: n % 4 === 0 ? ['throw'] : [] }),
    skewSeconds: ({ consumer }) => (consumer === 'worker' ? -300 : -2),
  },
];
