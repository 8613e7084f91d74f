import type { Chance } from '../../../local/simulator/chance';
import { staticFleet } from '../../../local/simulator/fleet/static-fleet';
import { DEFAULT_BACKOFF } from '../../../local/simulator/fleet/worker';
import { simulate } from '../../../local/simulator/simulate';
import { erlangC, meanWait, meanWaitOfConstant, meanWaitOfGeneral, type Servers, waitsLonger } from './queueing-theory';
import { poisson, scenarioOf } from './scenarios';

const REPETITIONS = 10;
const JOBS = 12_000;
/** Of independent repetitions, the mean is nearly never further from the truth than this many standard errors. */
const STANDARD_ERRORS = 4;

interface Estimate {
  readonly mean: number;
  readonly error: number;
}

function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** With nothing acceptable, who is late is who waits at all. */
function run({ servers, rate }: Servers, work: (chance: Chance) => number, acceptableLatency = 0) {
  const runs = Array.from({ length: REPETITIONS }, (_, index) => {
    const workload = poisson(JOBS, rate, work, `repetition ${index}`);
    return simulate(scenarioOf(workload, { acceptableLatency }), staticFleet(servers), 'closed forms').waits;
  });
  return { mean: estimate(runs.map(({ mean }) => mean)), late: estimate(runs.map(({ lateShare }) => lateShare)) };
}

function expectTruth({ mean, error }: Estimate, truth: number): void {
  // An estimate that scatters widely would agree with anything.
  expect(error / truth).toBeLessThan(0.15);
  expect(Math.abs(mean - truth) / error).toBeLessThan(STANDARD_ERRORS);
}

describe('A fleet of a fixed size waits as queueing theory says', () => {
  test.each([
    { servers: 1, rate: 0.5, service: 1 },
    { servers: 4, rate: 3, service: 1 },
    { servers: 10, rate: 1.6, service: 5 },
    { servers: 32, rate: 28, service: 1 },
  ])('M/M/$servers with $rate a second of $service seconds', (queue) => {
    const { mean, late } = run(queue, (chance) => chance.exponential(queue.service));
    expectTruth(mean, meanWait(queue));
    expectTruth(late, erlangC(queue));
  });

  test('the waits of M/M/4 that are longer than two seconds are as rare as they should be', () => {
    const queue = { servers: 4, rate: 3, service: 1 };
    const { late } = run(queue, (chance) => chance.exponential(1), 2);
    expectTruth(late, waitsLonger(queue, 2));
  });

  test.each([0.5, 1.5])('M/G/1 with a coefficient of variation of %d', (cv) => {
    const queue = { servers: 1, rate: 0.6, service: 1 };
    const { mean } = run(queue, (chance) => chance.lognormal(1, cv));
    expectTruth(mean, meanWaitOfGeneral(queue, cv));
  });

  test.each([
    { servers: 1, rate: 0.6, service: 1 },
    { servers: 8, rate: 6.8, service: 1 },
  ])('M/D/$servers', (queue) => {
    expectTruth(run(queue, () => 1).mean, meanWaitOfConstant(queue));
  });

  test.each([0.5, 1.5])('M/G/8 with a coefficient of variation of %d, as near as the approximation is', (cv) => {
    const queue = { servers: 8, rate: 6.8, service: 1 };
    const { mean } = run(queue, (chance) => chance.lognormal(1, cv));
    expect(Math.abs(mean.mean / meanWaitOfGeneral(queue, cv) - 1)).toBeLessThan(0.15);
  });

  test('slots of one instance are the same servers as instances of one slot', () => {
    const workload = poisson(JOBS, 3, (chance) => chance.exponential(1), 'slots');
    const apart = simulate(scenarioOf(workload), staticFleet(4), 'x').waits;
    const scenario = scenarioOf(workload, { worker: { concurrency: 4, backoff: DEFAULT_BACKOFF } });
    expect(simulate(scenario, staticFleet(1), 'x').waits).toEqual(apart);
  });
});
