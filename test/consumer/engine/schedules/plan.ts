import { between } from './random';

/** How often each thing goes wrong, from 0 to 1. */
export interface Faults {
  readonly throttled: number;
  readonly lostAnswer: number;
  readonly failedEntry: number;
  readonly lostReceive: number;
  readonly hungReceive: number;
  readonly slowAnswer: number;
  /** A standard queue hands out a message that is in flight. */
  readonly duplicate: number;
  readonly handlerError: number;
  readonly permanentError: number;
  readonly slowHandler: number;
  /** Invocations of a function that end in the middle. */
  readonly crash: number;
  /** How many handlers go on when their signal is aborted. */
  readonly disobedient: number;
}

/** What a seed stands for. */
export interface Plan {
  /** Nothing goes wrong except in handlers: nothing may be handled twice. */
  readonly calm: boolean;
  readonly fifo: boolean;
  readonly adapter: 'worker' | 'lambda';
  readonly messages: number;
  readonly groups: number;
  /** Workers, or pollers of the function's event source mapping. */
  readonly workers: number;
  readonly concurrency: number;
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
  /** The visibility timeout as a multiple of the function's timeout. */
  readonly visibilityFactor: number;
  /** Whether the function deletes what is done, or leaves it to Lambda. */
  readonly deleteCompleted: boolean;
  /** Receives after which SQS moves a message to the dead-letter queue. */
  readonly maxReceiveCount?: number;
  /** Seconds after which the first worker crashes, or is drained; another one takes its place. */
  readonly crashAt?: number;
  readonly drainAt?: number;
  readonly faults: Faults;
}

export function planOf(random: () => number): Plan {
  const calm = random() < 0.1;
  const rate = (max: number) => (!calm && random() < 0.5 ? random() * max : 0);
  const handlers = (max: number) => (random() < 0.5 ? random() * max : 0);
  const fifo = random() < 0.5;
  return {
    calm,
    fifo,
    adapter: random() < 0.7 ? 'worker' : 'lambda',
    messages: between(random, 1, 30),
    groups: between(random, 1, 5),
    workers: between(random, 1, 2),
    concurrency: between(random, 1, 25),
    visibilitySeconds: between(random, 4, 30),
    waitSeconds: between(random, 1, 20),
    visibilityFactor: between(random, 1, 6),
    deleteCompleted: random() < 0.8,
    maxReceiveCount: random() < 0.5 ? undefined : between(random, 1, 6),
    crashAt: calm || random() < 0.5 ? undefined : random() * 60,
    drainAt: calm || random() < 0.5 ? undefined : random() * 60,
    faults: {
      throttled: rate(0.3),
      lostAnswer: rate(0.3),
      failedEntry: rate(0.3),
      lostReceive: rate(0.2),
      hungReceive: rate(0.1),
      slowAnswer: rate(0.1),
      duplicate: fifo ? 0 : rate(0.3),
      handlerError: handlers(0.3),
      permanentError: handlers(0.2),
      slowHandler: handlers(0.3),
      crash: rate(0.3),
      disobedient: random() < 0.5 ? random() : 0,
    },
  };
}

/** Plans with one thing less, the largest steps first. */
export function simpler(plan: Plan): readonly Plan[] {
  const { faults, messages, groups, workers, concurrency } = plan;
  const less: Plan[] = [];
  const fewer = (name: 'messages' | 'groups' | 'workers' | 'concurrency', value: number) => {
    for (const smaller of [1, Math.floor(value / 2), value - 1]) {
      if (smaller >= 1 && smaller < value) {
        less.push({ ...plan, [name]: smaller });
      }
    }
  };
  fewer('messages', messages);
  fewer('groups', groups);
  fewer('workers', workers);
  fewer('concurrency', concurrency);
  for (const name of ['crashAt', 'drainAt', 'maxReceiveCount'] as const) {
    if (plan[name] !== undefined) {
      less.push({ ...plan, [name]: undefined });
    }
  }
  for (const [name, rate] of Object.entries(faults)) {
    if (rate > 0) {
      less.push({ ...plan, faults: { ...faults, [name]: 0 } });
    }
  }
  return less;
}
