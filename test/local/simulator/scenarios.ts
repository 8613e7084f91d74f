import { Chance } from '../../../local/simulator/chance';
import { DEFAULT_BACKOFF } from '../../../local/simulator/fleet/worker';
import type { Scenario } from '../../../local/simulator/scenario';
import type { Job, Workload } from '../../../local/simulator/workload/workload';

/** A scenario with the parts that a test does not speak of. */
export function scenarioOf(workload: Workload, changes: Partial<Scenario> = {}): Scenario {
  return {
    workload,
    queue: { name: 'work', visibilityTimeout: 30, maxReceiveCount: 3 },
    worker: { concurrency: 1, backoff: DEFAULT_BACKOFF },
    acceptableLatency: 60,
    leadTime: 0,
    tail: 600,
    ...changes,
  };
}

/** Poisson arrivals, `rate` a second; `work` draws the seconds that each takes. */
export function poisson(count: number, rate: number, work: (chance: Chance) => number, seed: string): Workload {
  const chance = new Chance(seed);
  const jobs: Job[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    at += chance.exponential(1000 / rate);
    jobs.push({ at, work: work(chance), poison: false });
  }
  return { name: 'poisson', jobs, duration: at };
}

/** Jobs at these seconds, each `work` seconds long. */
export function jobsAt(seconds: readonly number[], work: number, poison = false): Workload {
  const jobs = seconds.map((second) => ({ at: second * 1000, work, poison }));
  return { name: 'given', jobs, duration: (seconds[seconds.length - 1] ?? 0) * 1000 };
}
