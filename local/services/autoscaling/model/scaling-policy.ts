export const ADJUSTMENT_TYPES = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'] as const;
export type AdjustmentType = (typeof ADJUSTMENT_TYPES)[number];

export interface Adjustment {
  readonly type: AdjustmentType;
  /** Instances by which a change in percent changes the capacity at least. */
  readonly minMagnitude: number | undefined;
}

/** "StepAdjustment", API Reference: bounds are relative to the alarm's threshold; none is infinity. */
export interface StepAdjustment {
  readonly lowerBound: number | undefined;
  readonly upperBound: number | undefined;
  readonly adjustment: number;
}

interface NamedPolicy {
  readonly name: string;
  readonly enabled: boolean;
}

export interface SimpleScalingPolicy extends NamedPolicy {
  readonly type: 'SimpleScaling';
  readonly adjustment: Adjustment;
  readonly amount: number;
  /** Seconds; the group's default cooldown when it is not given. */
  readonly cooldown: number | undefined;
}

export interface StepScalingPolicy extends NamedPolicy {
  readonly type: 'StepScaling';
  readonly adjustment: Adjustment;
  readonly steps: readonly StepAdjustment[];
  /** Seconds. */
  readonly warmup: number | undefined;
}

export interface TargetTrackingPolicy extends NamedPolicy {
  readonly type: 'TargetTrackingScaling';
  readonly target: number;
  readonly disableScaleIn: boolean;
  /** Seconds. */
  readonly warmup: number | undefined;
}

export type ScalingPolicy = SimpleScalingPolicy | StepScalingPolicy | TargetTrackingPolicy;

/** What an alarm, or `ExecutePolicy`, tells a policy. */
export interface Breach {
  /** Undefined when the alarm went off because data is missing. */
  readonly metricValue: number | undefined;
  readonly threshold: number;
}

/** The capacity that a policy wants, in the group's limits. */
export interface Proposal {
  readonly policy: ScalingPolicy;
  readonly capacity: number;
}
