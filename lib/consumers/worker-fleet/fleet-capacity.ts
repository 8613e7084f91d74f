import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import type { FleetLoad } from './worker-fleet-props';

/** In percent: as many slots are ordered as are needed. */
export const TARGET_DEMAND = 100;

/**
 * Slots beyond those that are busy, as multiples of the square root of these: what takes up the chance in the arrivals.
 * With all slots in use the wait has no bound, however many instances there are. The load of many slots scatters less, by
 * the square root ("square-root staffing"), so a share of the slots would be too few for a small fleet and too many for a
 * large one.
 *
 * One decides what is ordered. What is left after scaling in has more, or the two policies would take turns.
 */
export const SPARE_ROOTS = { ordered: 1, afterScaleIn: 1.5 } as const;

/** What an instance can do, by what is known of the work. Numbers may be tokens, so metric math does the arithmetic. */
export interface Capacity {
  /** Seconds that one message takes. */
  readonly processingSeconds: number;
  /** Seconds that a message may wait. */
  readonly latencySeconds: number;
  /** Messages that one instance works on at a time. */
  readonly slots: number;
  readonly min: number;
  readonly max: number;
}

export function capacityOf({ processingTime, acceptableLatency, concurrency, min, max }: FleetLoad): Capacity {
  return {
    processingSeconds: processingTime.toSeconds({ integral: false }),
    latencySeconds: acceptableLatency.toSeconds(),
    slots: concurrency,
    min: min ?? 0,
    max,
  };
}

/**
 * Messages that may wait for each instance, so that the last of them still begins in time: an instance does
 * `slots / processingSeconds` of them in a second. Undefined where a number is a token.
 */
export function acceptableBacklog({ processingSeconds, latencySeconds, slots }: Capacity): number | undefined {
  return [processingSeconds, latencySeconds, slots].some((value) => Token.isUnresolved(value))
    ? undefined
    : Math.floor((latencySeconds * slots) / processingSeconds);
}

/** Whether a message takes longer than it may wait. Of numbers that only CloudFormation knows, not. */
export function isLongWork({ processingSeconds, latencySeconds }: Capacity): boolean {
  return (
    !Token.isUnresolved(processingSeconds) && !Token.isUnresolved(latencySeconds) && processingSeconds > latencySeconds
  );
}

/** A number as it stands in an expression, also one that only CloudFormation knows. */
export function written(value: number): string {
  return Token.isUnresolved(value) ? Tokenization.stringifyNumber(value) : String(value);
}

/** Long enough for nearly all messages that are in work, and for one long receive. */
export function defaultDrainTimeout(processingTime: Duration): Duration {
  return threeTimes(processingTime, { atLeast: Duration.minutes(1) });
}

/** A message seldom takes so long, and seldom in one piece. */
export function defaultHangTimeout(processingTime: Duration): Duration {
  return threeTimes(processingTime, { atLeast: Duration.minutes(2) });
}

function threeTimes(processingTime: Duration, { atLeast }: { readonly atLeast: Duration }): Duration {
  if (processingTime.isUnresolved()) {
    return Duration.minutes(15);
  }
  const seconds = Math.ceil(3 * processingTime.toSeconds({ integral: false }));
  return Duration.seconds(Math.min(Math.max(atLeast.toSeconds(), seconds), Duration.hours(12).toSeconds()));
}
