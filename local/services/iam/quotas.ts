import { constraintText } from '../constraint';
import { validationError } from './errors';

/** "IAM and AWS STS quotas", in characters, white space not counted. */
export const MAX_TRUST_POLICY_CHARACTERS = 2_048;
export const MAX_MANAGED_POLICY_CHARACTERS = 6_144;

/** Seconds that a session of a role may last: "CreateRole", IAM API Reference. */
const SESSION_DURATION = { min: 3_600, max: 43_200 };

/** @default one hour */
export function maxSessionDuration(value: number | undefined): number {
  if (value === undefined) return SESSION_DURATION.min;
  if (value < SESSION_DURATION.min) {
    throw validationError(
      constraintText('maxSessionDuration', value, `have value greater than or equal to ${SESSION_DURATION.min}`),
    );
  }
  if (value > SESSION_DURATION.max) {
    throw validationError(
      constraintText('maxSessionDuration', value, `have value less than or equal to ${SESSION_DURATION.max}`),
    );
  }
  return value;
}
