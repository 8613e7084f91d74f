import type { PutScalingPolicyCommandInput } from '@aws-sdk/client-auto-scaling';
import { notOffered, validationError } from './errors';
import { ADJUSTMENT_TYPES, type AdjustmentType, type ScalingPolicy, type StepAdjustment } from './model';

/** "PutScalingPolicy", API Reference. */
const MAX_STEPS = 20;

export function policyOf(input: PutScalingPolicyCommandInput): ScalingPolicy {
  const { PolicyName: name, PolicyType: type = 'SimpleScaling' } = input;
  if (name === undefined || name === '' || name.length > 255) {
    throw validationError(`A scaling policy's name must have 1 to 255 characters, got '${name}'.`);
  }
  const named = { name, enabled: input.Enabled ?? true };
  switch (type) {
    case 'SimpleScaling': {
      const { ScalingAdjustment: amount, Cooldown: cooldown } = input;
      if (amount === undefined)
        throw validationError("'ScalingAdjustment' must be given for policy type SimpleScaling.");
      return { type, ...named, adjustment: adjustmentOf(input), amount, cooldown };
    }
    case 'StepScaling':
      return {
        type,
        ...named,
        adjustment: adjustmentOf(input),
        steps: stepsOf(input),
        warmup: input.EstimatedInstanceWarmup,
      };
    case 'TargetTrackingScaling': {
      const { TargetTrackingConfiguration: configuration } = input;
      const { TargetValue: target, DisableScaleIn: disableScaleIn = false } = configuration ?? {};
      if (target === undefined) {
        throw validationError(
          "'TargetTrackingConfiguration.TargetValue' must be given for policy type TargetTrackingScaling.",
        );
      }
      return { type, ...named, target, disableScaleIn, warmup: input.EstimatedInstanceWarmup };
    }
    case 'PredictiveScaling':
      throw notOffered('predictive scaling');
    default:
      throw validationError(`'PolicyType' must be SimpleScaling, StepScaling or TargetTrackingScaling, got '${type}'.`);
  }
}

function adjustmentOf({ AdjustmentType, MinAdjustmentMagnitude }: PutScalingPolicyCommandInput) {
  return { type: adjustmentType(AdjustmentType), minMagnitude: MinAdjustmentMagnitude };
}

function adjustmentType(value: string | undefined): AdjustmentType {
  const type = ADJUSTMENT_TYPES.find((known) => known === value);
  if (type !== undefined) return type;
  throw validationError(`'AdjustmentType' must be one of ${ADJUSTMENT_TYPES.join(', ')}, got '${value}'.`);
}

/** "Step adjustments": the steps lie side by side, without a gap, and at most one is open to each side. */
function stepsOf({ StepAdjustments = [] }: PutScalingPolicyCommandInput): readonly StepAdjustment[] {
  if (StepAdjustments.length === 0 || StepAdjustments.length > MAX_STEPS) {
    throw validationError(`'StepAdjustments' must have 1 to ${MAX_STEPS} steps, got ${StepAdjustments.length}.`);
  }
  const steps = StepAdjustments.map((step) => ({
    lowerBound: step.MetricIntervalLowerBound,
    upperBound: step.MetricIntervalUpperBound,
    adjustment: step.ScalingAdjustment ?? 0,
  }));
  const sorted = [...steps].sort((a, b) => lower(a) - lower(b));
  sorted.forEach((step, index) => {
    if (upper(step) <= lower(step)) {
      throw validationError('A step’s MetricIntervalUpperBound must be greater than its MetricIntervalLowerBound.');
    }
    const next = sorted[index + 1];
    if (next === undefined || lower(next) === upper(step)) return;
    const what = lower(next) < upper(step) ? 'overlap' : 'have a gap between them';
    throw validationError(`StepAdjustment intervals must not ${what}: ${upper(step)} and ${lower(next)}.`);
  });
  return sorted;
}

const lower = ({ lowerBound }: StepAdjustment) => lowerBound ?? Number.NEGATIVE_INFINITY;
const upper = ({ upperBound }: StepAdjustment) => upperBound ?? Number.POSITIVE_INFINITY;
