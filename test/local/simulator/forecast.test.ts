import { perfectForecast } from '../../../local/simulator/control/forecast';
import { DEFAULT_MACHINE } from '../../../local/simulator/fleet/machine';
import type { GroupPlan } from '../../../local/simulator/fleet/simulated-group';
import { offlinePlan } from '../../../local/simulator/plan/plan';
import { simulate } from '../../../local/simulator/simulate';
import { fleetTemplate } from './fleet-template';
import { jobsAt, scenarioOf } from './scenarios';

const BOOT = 60;
/** A look at the metadata and a long poll, at most: an instance that drains is paid for. */
const DRAIN = 25;
const machine = { ...DEFAULT_MACHINE, bootTime: BOOT, bootVariation: 0 };
let group: GroupPlan;

beforeAll(() => {
  group = fleetTemplate().group;
});

/** 60 messages of 10 seconds at each of these times, on instances with one slot. They may wait for 110 seconds. */
const bursts = (...at: readonly number[]) =>
  scenarioOf(
    jobsAt(
      at.flatMap((time) => new Array<number>(60).fill(time)),
      10,
    ),
    { acceptableLatency: 110, leadTime: 300 },
  );

/** Or up to two drains more. */
function expectSeconds(actual: number, least: number): void {
  expect(actual).toBeGreaterThanOrEqual(least);
  expect(actual).toBeLessThanOrEqual(least + 2 * DRAIN);
}

describe('A perfect forecast', () => {
  test('has five instances up when sixty messages come, which end the last of them when it may wait no longer', () => {
    const outcome = simulate(bursts(0), perfectForecast(group, machine), 'forecast');
    expect(outcome.cost).toMatchObject({ mostInstances: 5, starts: 0, stops: 5 });
    expect(outcome.waits).toMatchObject({ max: 110, lateShare: 0 });
    expect(outcome.killed.attempts).toBe(0);
    // Two minutes each, and the end of the long poll; the boot was before the workload began.
    expectSeconds(outcome.cost.billedSeconds / 5, 120);
  });

  test('gives instances up over a gap that is longer than a boot, and orders them a boot ahead', () => {
    const outcome = simulate(bursts(0, 1000), perfectForecast(group, machine), 'forecast');
    expect(outcome.cost).toMatchObject({ mostInstances: 5, starts: 5, stops: 10 });
    expect(outcome.waits.lateShare).toBe(0);
    expectSeconds(outcome.cost.billedSeconds / 5, 120 + BOOT + 120);
  });
});

describe('The offline optimum', () => {
  test('pays for the boots of a burst', () => {
    expect(offlinePlan(bursts(0), BOOT).cost).toBe(5 * (BOOT + 120));
  });

  test('boots again over a long gap, and keeps instances over a short one', () => {
    expect(offlinePlan(bursts(0, 1000), BOOT).cost).toBe(2 * 5 * (BOOT + 120));
    expect(offlinePlan(bursts(0, 160), BOOT).cost).toBe(5 * (BOOT + 120 + 40 + 120));
  });
});
