import type { Breach, StepAdjustment } from './scaling-policy';

/**
 * The step that a breach falls into. "Step adjustments": above the threshold the lower bound belongs to the step and the
 * upper one does not, below it the other way round.
 * When the alarm went off because data is missing there is no value: then, an assumption, it lies at the threshold.
 */
export function stepOf(
  steps: readonly StepAdjustment[],
  { metricValue, threshold }: Breach,
): StepAdjustment | undefined {
  const distance = (metricValue ?? threshold) - threshold;
  const at = steps.filter(({ lowerBound, upperBound }) => {
    const lower = lowerBound ?? Number.NEGATIVE_INFINITY;
    const upper = upperBound ?? Number.POSITIVE_INFINITY;
    return isBelow(lower, upper) ? distance > lower && distance <= upper : distance >= lower && distance < upper;
  });
  return at[0];
}

/** A step on the lower side of the threshold: what a policy that scales in usually has. */
function isBelow(lower: number, upper: number): boolean {
  return upper <= 0 && lower < 0;
}
