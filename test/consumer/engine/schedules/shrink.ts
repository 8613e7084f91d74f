import type { Verdict } from './history';
import { type Plan, simpler } from './plan';

/** A plan that still fails, and of which nothing more can be left out. */
export async function shrink(plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> {
  for (const candidate of simpler(plan)) {
    if (await fails(candidate)) {
      return shrink(candidate, fails);
    }
  }
  return plan;
}

export const isWrong = ({ counters, violations }: Verdict) =>
  counters.lost + counters.unexpected + violations.length > 0;
