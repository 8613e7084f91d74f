import {
  LOG_GROUP_NAME,
  LOG_GROUP_NAME_PATTERN,
  LOG_RETENTION_DAYS,
  LOG_STREAM_NAME,
  LOG_STREAM_NAME_PATTERN,
} from '../../../model/limits/logs';
import { constraintText } from '../constraint';
import { invalidParameter } from './errors';

export function refuse(member: string, value: unknown, rule: string) {
  return invalidParameter(constraintText(member, value, rule));
}

export function logGroupName(value: string | undefined): string {
  const name = length('logGroupName', value, LOG_GROUP_NAME);
  if (!LOG_GROUP_NAME_PATTERN.test(name)) {
    throw refuse('logGroupName', name, 'satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
  }
  return name;
}

export function logStreamName(value: string | undefined): string {
  const name = length('logStreamName', value, LOG_STREAM_NAME);
  if (!LOG_STREAM_NAME_PATTERN.test(name)) {
    throw refuse('logStreamName', name, 'satisfy regular expression pattern: [^:*]*');
  }
  return name;
}

export function retentionInDays(value: number | undefined): number {
  if (value !== undefined && LOG_RETENTION_DAYS.includes(value)) return value;
  throw refuse('retentionInDays', value, `satisfy enum value set: [${LOG_RETENTION_DAYS.join(', ')}]`);
}

/** A page's size. */
export function pageLimit(value: number | undefined, max: number): number {
  const limit = value ?? max;
  if (limit < 1) throw refuse('limit', limit, 'have value greater than or equal to 1');
  if (limit > max) throw refuse('limit', limit, `have value less than or equal to ${max}`);
  return limit;
}

function length(
  member: string,
  value: string | undefined,
  limit: { readonly min: number; readonly max: number },
): string {
  if (value === undefined) throw refuse(member, value, 'not be null');
  if (value.length < limit.min) throw refuse(member, value, `have length greater than or equal to ${limit.min}`);
  if (value.length > limit.max) throw refuse(member, value, `have length less than or equal to ${limit.max}`);
  return value;
}
