import type { TargetTrackingPolicy } from './scaling-policy';

/**
 * How target tracking works, as far as AWS does not publish it. Each is an assumption that a simulation can vary.
 */
export interface TargetTrackingAssumptions {
  /** One-minute periods over the target before it scales out. Seen in the alarms that AWS creates. */
  readonly highPeriods: number;
  /** One-minute periods below the lower threshold before it scales in. Seen in the alarms that AWS creates. */
  readonly lowPeriods: number;
  /**
   * The lower threshold, as a share of the target. "Target tracking scaling policies": it scales in when the metric is
   * below the target, "usually more than 10% lower".
   */
  readonly lowShare: number;
  /**
   * How far one scale-in goes. "It scales in more gradually" is all that is published: `proportional` goes to the
   * smallest capacity that keeps the metric at or below the target, `one` takes one instance at a time.
   */
  readonly scaleIn: 'proportional' | 'one';
}

export const TARGET_TRACKING: TargetTrackingAssumptions = {
  highPeriods: 3,
  lowPeriods: 15,
  lowShare: 0.9,
  scaleIn: 'proportional',
};

/** Seconds: the period of both alarms, unless the metric is given with a shorter one. */
const PERIOD_SECONDS = 60;

export interface TargetTrackingAlarm {
  readonly side: 'High' | 'Low';
  readonly comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** Seconds. */
  readonly period: number;
}

/** The alarms that Auto Scaling keeps for a policy. */
export function alarmsOf(
  { target, disableScaleIn }: Pick<TargetTrackingPolicy, 'target' | 'disableScaleIn'>,
  { highPeriods, lowPeriods, lowShare }: TargetTrackingAssumptions = TARGET_TRACKING,
): readonly TargetTrackingAlarm[] {
  const high: TargetTrackingAlarm = {
    side: 'High',
    comparison: 'GreaterThanThreshold',
    threshold: target,
    evaluationPeriods: highPeriods,
    period: PERIOD_SECONDS,
  };
  const low: TargetTrackingAlarm = {
    side: 'Low',
    comparison: 'LessThanThreshold',
    threshold: target * lowShare,
    evaluationPeriods: lowPeriods,
    period: PERIOD_SECONDS,
  };
  return disableScaleIn ? [high] : [high, low];
}

/**
 * The capacity at which the metric would be at its target, if it goes down as the capacity goes up: what makes a metric
 * fit for target tracking. It is never rounded below what the target needs. From no capacity no factor leads anywhere.
 */
export function trackedCapacity(capacity: number, metricValue: number, target: number): number {
  return Math.ceil(round((capacity * metricValue) / target));
}

/** 3 x 1.1 / 1.1 must not become 4. */
function round(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
