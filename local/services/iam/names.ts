import { constraintText } from '../constraint';
import { validationError } from './errors';

/** "IAM and AWS STS quotas": roles have the shorter names. */
const ROLE_NAME_MAX = 64;
const POLICY_NAME_MAX = 128;
const PATH_MAX = 512;
const DESCRIPTION_MAX = 1_000;

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^\/(?:[!-.0-~]+\/)*$/;

export function roleName(value: string | undefined): string {
  return name('roleName', value, ROLE_NAME_MAX);
}

export function instanceProfileName(value: string | undefined): string {
  return name('instanceProfileName', value, POLICY_NAME_MAX);
}

export function policyName(value: string | undefined): string {
  return name('policyName', value, POLICY_NAME_MAX);
}

/** @default `/` */
export function path(value: string | undefined): string {
  if (value === undefined) return '/';
  if (value.length > PATH_MAX) {
    throw validationError(constraintText('path', value, `have length less than or equal to ${PATH_MAX}`));
  }
  if (!PATH.test(value)) {
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  }
  return value;
}

export function description(value: string | undefined): string | undefined {
  if (value !== undefined && value.length > DESCRIPTION_MAX) {
    throw validationError(constraintText('description', value, `have length less than or equal to ${DESCRIPTION_MAX}`));
  }
  return value;
}

/** What a required parameter must be: there. */
export function required(member: string, value: string | undefined): string {
  if (value === undefined || value === '') throw validationError(constraintText(member, undefined, 'not be null'));
  return value;
}

function name(member: string, value: string | undefined, max: number): string {
  const given = required(member, value);
  if (given.length > max) {
    throw validationError(constraintText(member, given, `have length less than or equal to ${max}`));
  }
  if (!NAME.test(given)) {
    throw validationError(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
  return given;
}
