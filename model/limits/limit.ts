/** A range that AWS allows, both ends included. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

/** A range with the value that AWS takes when none is given. */
export interface LimitWithDefault extends Limit {
  readonly default: number;
}

/** True for a whole number within the range. */
export function isWithin(limit: Limit, value: number): boolean {
  return Number.isInteger(value) && value >= limit.min && value <= limit.max;
}
