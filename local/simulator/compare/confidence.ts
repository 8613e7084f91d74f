/** A mean of independent runs, and how far the truth may be from it. */
export interface Interval {
  readonly mean: number;
  /** Half the width of the interval that holds the truth in 95 of 100 cases; infinite for a single run. */
  readonly margin: number;
}

/** Student's t for 95 percent, by degrees of freedom; beyond the table it is that of many runs. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131];
const LATER_T: readonly (readonly [upTo: number, t: number])[] = [
  [19, 2.12],
  [24, 2.086],
  [29, 2.06],
  [59, 2.042],
];

export function confidence(values: readonly number[]): Interval {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, margin: Number.POSITIVE_INFINITY };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, margin: studentT(count - 1) * Math.sqrt(variance / count) };
}

/** Run by run with the same seeds: what the two differ by, so that a hard seed is hard for both. */
export function difference(ones: readonly number[], others: readonly number[]): Interval {
  return confidence(ones.map((one, index) => one - (others[index] ?? Number.NaN)));
}

function studentT(degrees: number): number {
  return T[degrees - 1] ?? LATER_T.find(([upTo]) => degrees <= upTo)?.[1] ?? 2;
}
