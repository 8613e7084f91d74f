import type { Principal } from '../../../model/policy/request';
import { constraintText } from '../constraint';
import type { Role } from '../iam';
import { validationError } from './errors';

/** "AssumeRole", AWS STS API Reference. */
const SESSION_NAME = { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ };

/** Seconds. The upper end is each role's own `MaxSessionDuration`, which is 12 hours at most. */
const DURATION = { min: 900, max: 43_200, default: 3_600 };

/** A role that assumes another one (role chaining) gets an hour at most. */
const CHAINED_MAX = 3_600;

export function roleSessionName(value: string | undefined): string {
  const refuse = (rule: string) => validationError(constraintText('roleSessionName', value, rule));
  if (value === undefined) throw refuse('not be null');
  if (value.length < SESSION_NAME.min) throw refuse(`have length greater than or equal to ${SESSION_NAME.min}`);
  if (value.length > SESSION_NAME.max) throw refuse(`have length less than or equal to ${SESSION_NAME.max}`);
  if (!SESSION_NAME.pattern.test(value)) throw refuse('satisfy regular expression pattern: [\\w+=,.@-]*');
  return value;
}

export function durationSeconds(value: number | undefined, role: Role, caller: Principal): number {
  const duration = value ?? DURATION.default;
  const refuse = (rule: string) => validationError(constraintText('durationSeconds', duration, rule));
  if (duration < DURATION.min) throw refuse(`have value greater than or equal to ${DURATION.min}`);
  if (duration > DURATION.max) throw refuse(`have value less than or equal to ${DURATION.max}`);
  if (caller.kind === 'role' && duration > CHAINED_MAX) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (duration > role.maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return duration;
}
