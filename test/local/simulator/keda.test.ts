import { keda } from '../../../local/simulator/control/keda';
import { DEFAULT_MACHINE } from '../../../local/simulator/fleet/machine';
import type { GroupPlan } from '../../../local/simulator/fleet/simulated-group';
import { DEFAULT_BACKOFF } from '../../../local/simulator/fleet/worker';
import { simulate } from '../../../local/simulator/simulate';
import type { Workload } from '../../../local/simulator/workload/workload';
import { fleetTemplate } from './fleet-template';
import { jobsAt, scenarioOf } from './scenarios';

let group: GroupPlan;

beforeAll(() => {
  group = fleetTemplate().group;
});

function run(workload: Workload, queueLength: number, tail: number) {
  const control = keda('KEDA', queueLength, group, { ...DEFAULT_MACHINE, bootVariation: 0 });
  return simulate(scenarioOf(workload, { tail, worker: { concurrency: 4, backoff: DEFAULT_BACKOFF } }), control, 'keda')
    .timeline;
}

const together = (count: number, at = 0): readonly number[] => new Array<number>(count).fill(at);

/** The capacities that were wanted, one after the other. */
function capacities(timeline: ReturnType<typeof run>): readonly number[] {
  return timeline.map(({ desired }) => desired).filter((desired, index, all) => desired !== all[index - 1]);
}

describe("KEDA's rule", () => {
  test('is messages by queue length, but no more than twice as many or four more every 15 seconds', () => {
    // 40 messages, 4 for each instance: KEDA wakes one within 30 seconds, and the autoscaler makes that 5 and then 10.
    const timeline = run(jobsAt(together(40), 600), 4, 400);
    expect(capacities(timeline)).toEqual([0, 5, 10]);
    const [five, ten] = [5, 10].map((size) => timeline.find(({ desired }) => desired === size)?.at ?? Number.NaN);
    expect(five).toBeLessThanOrEqual(31);
    expect(ten).toBe((five ?? 0) + 15);
  });

  test('leaves the capacity alone where it is off by a tenth and less', () => {
    // 20 by 2 are 10 instances; 21 would be 10.5, which is near enough; 23 are 11.5, so 12.
    const timeline = run(jobsAt([...together(20), 100, 200, 200], 900), 2, 200);
    expect(capacities(timeline)).toEqual([0, 5, 10, 12]);
    expect(timeline.find(({ desired }) => desired === 12)?.at).toBeGreaterThanOrEqual(200);
  });

  test('shrinks to what was the most in the last five minutes, and to nothing when nothing came for as long', () => {
    const timeline = run(jobsAt(together(40), 100), 4, 900);
    const empty = timeline.findLast(({ visible, inFlight }) => visible + inFlight > 0)?.at ?? Number.NaN;
    const wantedAfter = (seconds: number) => timeline.find(({ at }) => at >= empty + seconds)?.desired;
    expect(wantedAfter(260)).toBe(10);
    expect(wantedAfter(350)).toBe(0);
  });
});
