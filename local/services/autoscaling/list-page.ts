import { AwsError } from '../../aws-error';
import { compareKeys, pageOf } from '../page';
import { validationError } from './errors';

/** "DescribeAutoScalingGroups", API Reference: 50 unless told, 100 at most. */
const DEFAULT_RECORDS = 50;
const MAX_RECORDS = 100;

interface PageInput {
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

/** One page, in the order of the keys. */
export function listPage<Item>(items: readonly Item[], keyOf: (item: Item) => string, input: PageInput) {
  const limit = input.MaxRecords ?? DEFAULT_RECORDS;
  if (limit < 1 || limit > MAX_RECORDS) {
    throw validationError(`'MaxRecords' must be 1 to ${MAX_RECORDS}, got ${limit}.`);
  }
  const ordered = [...items].sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
  return pageOf(ordered, {
    keyOf,
    limit,
    token: input.NextToken,
    invalidToken: () => new AwsError('InvalidNextToken', `Unable to decrypt NextToken ${input.NextToken}`),
  });
}
