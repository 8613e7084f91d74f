import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { autoscaled } from '../../../../local/simulator/control/autoscaled';
import { DEFAULT_MACHINE } from '../../../../local/simulator/fleet/machine';
import { DEFAULT_BACKOFF } from '../../../../local/simulator/fleet/worker';
import { simulate } from '../../../../local/simulator/simulate';
import { type FleetTemplate, readFleet } from '../../../../local/simulator/template/read-fleet';
import { jobsAt, scenarioOf } from '../../../local/simulator/scenarios';
import { newApp } from '../../synthesis';
import { fleet } from './fleet';

let template: FleetTemplate;

beforeAll(() => {
  const stack = new Stack(newApp(), 'Misjudged');
  fleet(stack, { max: 40 });
  template = readFleet(Template.fromStack(stack).toJSON());
});

/** A message every three seconds for ten hours, of 30 seconds as it is said, or of so many times that. */
function run(factor: number) {
  const workload = jobsAt(
    Array.from({ length: 12_000 }, (_, index) => 3 * index),
    30 * factor,
  );
  const scenario = scenarioOf(workload, {
    queue: template.queue,
    worker: { concurrency: 4, backoff: DEFAULT_BACKOFF },
    acceptableLatency: 300,
    leadTime: 600,
    tail: 3600,
  });
  return simulate(scenario, autoscaled('fleet', template, DEFAULT_MACHINE), 'misjudged');
}

test.each([0.5, 1, 2])('of %d times what is said, no message waits for longer than is acceptable', (factor) => {
  const { messages, waits, reversals } = run(factor);
  expect(messages).toMatchObject({ done: 12_000, left: 0 });
  expect(waits.lateShare).toBe(0);
  expect(reversals).toBeLessThanOrEqual(3);
});

test('of four times that, messages wait too long and for no longer: what waits makes the fleet large enough to keep up', () => {
  const { messages, waits, cost, killed } = run(4);
  expect(messages).toMatchObject({ done: 12_000, left: 0 });
  // 40 busy slots, where 10 are said.
  expect(cost.mostInstances).toBe(10);
  expect(waits.lateShare).toBeGreaterThan(0.9);
  expect(waits.max).toBeLessThan((4 - 1) * 300);
  expect(killed.attempts).toBe(0);
});

test('of half that, instances are there that are not needed', () => {
  const [half, stated] = [run(0.5), run(1)];
  expect(half.cost.billedSeconds / half.cost.workBoundSeconds).toBeGreaterThan(
    1.8 * (stated.cost.billedSeconds / stated.cost.workBoundSeconds),
  );
});
