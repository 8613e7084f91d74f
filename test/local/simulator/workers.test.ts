import { staticFleet } from '../../../local/simulator/fleet/static-fleet';
import { DEFAULT_BACKOFF } from '../../../local/simulator/fleet/worker';
import { simulate } from '../../../local/simulator/simulate';
import { jobsAt, scenarioOf } from './scenarios';

describe('A simulated worker', () => {
  test('works on as many messages as it has slots, and the next one waits', () => {
    const scenario = scenarioOf(jobsAt([0, 0, 0], 10), { worker: { concurrency: 2, backoff: DEFAULT_BACKOFF } });
    const { waits } = simulate(scenario, staticFleet(1), 'slots');
    expect([waits.p50, waits.max]).toEqual([0, 10]);
  });

  test('keeps a message hidden that takes longer than its visibility timeout', () => {
    const scenario = scenarioOf(jobsAt([0], 100));
    const outcome = simulate(scenario, staticFleet(2), 'lease');
    expect(outcome.messages).toEqual({ sent: 1, done: 1, deadLettered: 0, left: 0 });
    expect(outcome.repeated).toBe(0);
  });

  test('tries poison as often as the queue allows, and SQS moves it to the dead-letter queue', () => {
    const outcome = simulate(scenarioOf(jobsAt([0, 1], 5, true)), staticFleet(1), 'poison');
    expect(outcome.messages).toEqual({ sent: 2, done: 0, deadLettered: 2, left: 0 });
    expect(outcome.failed).toEqual({ attempts: 6, seconds: 30 });
    expect(outcome.repeated).toBe(2);
    expect(outcome.waits.count).toBe(0);
  });

  test('leaves what it does not reach in the queue, and that counts as waiting until the end', () => {
    const outcome = simulate(scenarioOf(jobsAt([0, 0], 2000), { tail: 1000 }), staticFleet(1), 'left');
    expect(outcome.messages.left).toBe(2);
    expect(outcome.waits.max).toBe(1000);
    expect(outcome.waits.lateShare).toBe(1);
  });

  test('is paid for from the beginning of the workload to the end of the tail', () => {
    const outcome = simulate(scenarioOf(jobsAt([0, 400], 10), { leadTime: 300, tail: 200 }), staticFleet(3), 'bill');
    expect(outcome.cost.billedSeconds).toBeCloseTo(3 * 600, 6);
    expect(outcome.cost.workBoundSeconds).toBe(20);
  });
});

test('the same seed gives the same outcome, and another one another phase', () => {
  const scenario = scenarioOf(jobsAt([0, 0, 1], 5, true));
  const run = (seed: string) => simulate(scenario, staticFleet(1), seed);
  expect(run('a')).toEqual(run('a'));
  expect(run('a')).not.toEqual(run('b'));
});
