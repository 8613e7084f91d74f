import { autoscaled } from '../../../local/simulator/control/autoscaled';
import { DEFAULT_MACHINE } from '../../../local/simulator/fleet/machine';
import { DEFAULT_BACKOFF } from '../../../local/simulator/fleet/worker';
import { simulate } from '../../../local/simulator/simulate';
import type { FleetTemplate } from '../../../local/simulator/template/read-fleet';
import type { Workload } from '../../../local/simulator/workload/workload';
import { fleetTemplate } from './fleet-template';
import { jobsAt, poisson, scenarioOf } from './scenarios';

let template: FleetTemplate;

beforeAll(() => {
  template = fleetTemplate();
});

interface Changes {
  readonly machine?: Partial<typeof DEFAULT_MACHINE>;
  readonly fleet?: FleetTemplate;
  readonly leadTime?: number;
}

function run(workload: Workload, changes: Changes = {}) {
  const scenario = scenarioOf(workload, {
    queue: template.queue,
    worker: { concurrency: 4, backoff: DEFAULT_BACKOFF },
    acceptableLatency: 300,
    leadTime: changes.leadTime ?? 600,
    tail: 3600,
  });
  const machine = { ...DEFAULT_MACHINE, ...changes.machine };
  return simulate(scenario, autoscaled('fleet', changes.fleet ?? template, machine), 'scaling');
}

/** One message each `gap` seconds for an hour. */
const evenly = (gap: number, work: number) =>
  jobsAt(
    Array.from({ length: Math.floor(3600 / gap) }, (_, index) => index * gap),
    work,
  );

test('a fleet is read from its template: limits, hooks, policies, alarms, queue and slots', () => {
  expect(template.group.settings).toMatchObject({ minSize: 0, maxSize: 20 });
  expect(template.group.hooks.map(({ transition }) => transition).sort()).toEqual([
    'autoscaling:EC2_INSTANCE_LAUNCHING',
    'autoscaling:EC2_INSTANCE_TERMINATING',
  ]);
  expect(template.policies.map(({ policy }) => policy.type).sort()).toEqual([
    'StepScaling',
    'StepScaling',
    'TargetTrackingScaling',
  ]);
  expect(template.alarms).toHaveLength(2);
  expect(template.concurrency).toBe(4);
  expect(template.queue.visibilityTimeout).toBeGreaterThan(0);
});

test('from zero, the first message is in work within metric delay, the minutes of metric and alarm, and the boot', () => {
  const outcome = run(jobsAt([0], 30), { machine: { bootTime: 60, bootVariation: 0 } });
  expect(outcome.messages.done).toBe(1);
  // The minute that is running, its publication, and the boot.
  expect(outcome.waits.max).toBeLessThanOrEqual(60 + 60 + 60);
  expect(outcome.waits.max).toBeGreaterThan(60);
});

test('a queue that nobody touched for six hours is 15 minutes later than that', () => {
  const machine = { bootTime: 60, bootVariation: 0 };
  const awake = run(jobsAt([0], 30), { machine, leadTime: 5.9 * 3600 }).waits.max;
  const inactive = run(jobsAt([0], 30), { machine, leadTime: 6.1 * 3600 }).waits.max;
  expect(awake).toBeLessThanOrEqual(3 * 60);
  expect(inactive - awake).toBe(15 * 60);
});

test.each([1, 2, 3])('on a steady load that comes by chance the capacity hardly turns, seed %d', (seed) => {
  // Three hours of 8 busy slots on the average. Up from zero, and down at the end: that is one turn.
  const outcome = run(poisson(2880, 8 / 30, (chance) => chance.lognormal(30, 0.5), `steady ${seed}`));
  expect(outcome.reversals).toBeLessThanOrEqual(5);
  const settled = outcome.timeline.filter(({ at }) => at > 1200 && at < 10_000).map(({ desired }) => desired);
  expect(Math.max(...settled) - Math.min(...settled)).toBeLessThanOrEqual(2);
});

test('a fleet grows with the load, works everything off in time, goes back to nothing and does not swing', () => {
  const outcome = run(evenly(1, 30));
  expect(outcome.messages).toMatchObject({ done: 3600, left: 0 });
  expect(outcome.cost.mostInstances).toBeGreaterThanOrEqual(8);
  expect(outcome.cost.starts).toBe(outcome.cost.stops);
  expect(outcome.timeline.at(-1)?.running).toBe(0);
  expect(outcome.reversals).toBeLessThanOrEqual(2);
});

test('scale-in waits for the drain and kills nothing; without the hook it cuts work off, which is done again', () => {
  // Bursts, so that instances have work while they are one too many.
  const workload = jobsAt(
    Array.from({ length: 400 }, (_, index) => (index < 300 ? 0 : 600 + (index - 300) * 30)),
    60,
  );
  const drained = run(workload);
  expect(drained.cost.stops).toBeGreaterThan(3);
  expect(drained.killed).toEqual({ attempts: 0, seconds: 0 });
  const hooks = template.group.hooks.filter(({ transition }) => transition !== 'autoscaling:EC2_INSTANCE_TERMINATING');
  const cutOff = run(workload, { fleet: { ...template, group: { ...template.group, hooks } } });
  expect(cutOff.killed.attempts).toBeGreaterThan(0);
  expect(cutOff.repeated).toBeGreaterThan(0);
  expect(cutOff.messages).toMatchObject({ done: 400, left: 0 });
});

test('Spot interruptions end instances, which are replaced; messages that fit into the notice are not cut off', () => {
  const outcome = run(evenly(2, 30), { machine: { interruptionsPerHour: 4 } });
  expect(outcome.cost.starts).toBeGreaterThan(outcome.cost.mostInstances);
  expect(outcome.killed.attempts).toBe(0);
  expect(outcome.messages.left).toBe(0);
});
