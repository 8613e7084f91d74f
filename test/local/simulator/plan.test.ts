import { smoothed, tautString } from '../../../local/simulator/plan/demand';
import { offlinePlan, staticSizes } from '../../../local/simulator/plan/plan';
import { costOf, rightSized } from '../../../local/simulator/plan/right-sizing';
import { jobsAt, scenarioOf } from './scenarios';

describe('Smoothed demand', () => {
  test('spreads a burst over the time that it may wait', () => {
    expect(smoothed({ step: 10, work: [90, 0, 0] }, 20)).toEqual([3, 3, 3, 0, 0]);
  });

  test('without any time to wait it is the demand itself', () => {
    expect(smoothed({ step: 10, work: [90, 0, 30] }, 0)).toEqual([9, 0, 3]);
  });

  test('stays between its walls and ends with them', () => {
    const upper = [0, 5, 5, 9, 9, 20, 20, 20];
    const lower = [0, 0, 0, 5, 5, 9, 9, 20];
    const growth = tautString(lower, upper);
    let height = 0;
    for (const [index, step] of growth.entries()) {
      height += step;
      expect(height).toBeLessThanOrEqual((upper[index + 1] ?? 0) + 1e-9);
      expect(height).toBeGreaterThanOrEqual((lower[index + 1] ?? 0) - 1e-9);
    }
    expect(height).toBeCloseTo(20, 9);
  });
});

describe('Right-sizing', () => {
  /** The cheapest of all ways to have at least what is needed, found by trying every one. */
  function cheapest(needed: readonly number[], startCost: number): number {
    const most = Math.max(...needed);
    let costs = new Map([[0, 0]]);
    for (const need of needed) {
      const next = new Map<number, number>();
      for (const [before, cost] of costs) {
        for (let count = need; count <= most; count += 1) {
          const total = cost + count * 10 + Math.max(0, count - before) * startCost;
          next.set(count, Math.min(total, next.get(count) ?? Number.POSITIVE_INFINITY));
        }
      }
      costs = next;
    }
    return Math.min(...costs.values());
  }

  test.each([0, 15, 25, 60])('costs as little as can be when a start costs %d seconds', (startCost) => {
    const needed = [2, 0, 3, 1, 1, 0, 0, 4, 0, 0, 0, 2, 2, 0, 1];
    const have = rightSized(needed, 10, startCost);
    expect(have.every((count, index) => count >= (needed[index] ?? 0))).toBe(true);
    expect(costOf(have, 10, startCost)).toBe(cheapest(needed, startCost));
  });
});

test('the offline optimum serves a burst with as few instances as its acceptable wait allows', () => {
  const burst = scenarioOf(jobsAt(new Array(60).fill(0), 10), { acceptableLatency: 110 });
  expect(offlinePlan(burst, 0).instances).toEqual(new Array(12).fill(5));
  expect(offlinePlan(burst, 0).cost).toBe(600);
});

test('static fleets are sized for the busiest minute and for the mean', () => {
  const jobs = [...new Array(60).fill(0), ...Array.from({ length: 59 }, (_, minute) => 60 * (minute + 1))];
  expect(staticSizes(scenarioOf(jobsAt(jobs, 6)))).toEqual({ peak: 6, mean: 1 });
});
