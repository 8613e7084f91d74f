import { type Workload, workOf } from '../workload/workload';

/** Work that arrives, in steps of equal length. */
export interface Demand {
  /** Seconds. */
  readonly step: number;
  /** Slot seconds that come in each step. */
  readonly work: readonly number[];
}

/**
 * What fails is counted as if all its attempts came at once.
 *
 * @param step seconds
 */
export function demandOf({ jobs, duration }: Workload, maxReceiveCount: number, step: number): Demand {
  const work = new Array<number>(Math.floor(duration / 1000 / step) + 1).fill(0);
  for (const job of jobs) {
    const index = Math.floor(job.at / 1000 / step);
    work[index] = (work[index] ?? 0) + workOf(job, maxReceiveCount);
  }
  return { step, work };
}

/**
 * The slots that are needed in each step when work may wait up to `latency` seconds before it is begun, and nobody is
 * ever early: the most even of all ways. Between what has come by a time (more cannot be done) and what came `latency`
 * earlier (less must not be done) lies a corridor; the shortest line through it, a string that is pulled taut, has the
 * smallest peaks.
 */
export function smoothed({ step, work }: Demand, latency: number): readonly number[] {
  const wait = Math.floor(latency / step);
  const steps = work.length + wait;
  const upper = [0];
  for (let index = 0; index < steps; index += 1) upper.push((upper[index] ?? 0) + (work[index] ?? 0));
  const total = upper[steps] ?? 0;
  const lower = upper.map((_, index) => (index > wait ? (upper[index - wait] ?? 0) : 0));
  lower[steps] = total;
  return tautString(lower, upper).map((amount) => amount / step);
}

/** The growth in each step of the shortest line between two walls that begin and end together. */
export function tautString(lower: readonly number[], upper: readonly number[]): readonly number[] {
  const last = upper.length - 1;
  const growth: number[] = [];
  let from = 0;
  let height = upper[0] ?? 0;
  while (from < last) {
    // As far as one straight line goes, it is held by the lowest upper and the highest lower wall on its way.
    let steepest = { slope: Number.POSITIVE_INFINITY, at: from + 1 };
    let flattest = { slope: Number.NEGATIVE_INFINITY, at: from + 1 };
    let turn: { readonly slope: number; readonly at: number } | undefined;
    for (let at = from + 1; at <= last && turn === undefined; at += 1) {
      const most = ((upper[at] ?? 0) - height) / (at - from);
      const least = ((lower[at] ?? 0) - height) / (at - from);
      if (most < flattest.slope) turn = flattest;
      else if (least > steepest.slope) turn = steepest;
      else {
        if (most <= steepest.slope) steepest = { slope: most, at };
        if (least >= flattest.slope) flattest = { slope: least, at };
        if (at === last) turn = { slope: most, at };
      }
    }
    if (turn === undefined) break;
    for (let at = from; at < turn.at; at += 1) growth.push(turn.slope);
    height += turn.slope * (turn.at - from);
    from = turn.at;
  }
  return growth;
}
