import { AwsError } from '../../aws-error';
import { pageOf } from '../page';
import { numberOf } from './input';

/** One page in KMS's terms: `Marker`, `NextMarker`, `Truncated`. */
export function pageOfList<Item>(
  ordered: readonly Item[],
  input: { readonly Limit?: number; readonly Marker?: string },
  size: { readonly max: number; readonly default: number },
  keyOf: (item: Item) => string,
) {
  const { items, nextToken } = pageOf(ordered, {
    keyOf,
    limit: numberOf('limit', input.Limit ?? size.default, { min: 1, max: size.max, unit: 'items' }),
    token: input.Marker,
    invalidToken: () => new AwsError('InvalidMarkerException', 'The marker is invalid.'),
  });
  return { items, Truncated: nextToken !== undefined, ...(nextToken === undefined ? {} : { NextMarker: nextToken }) };
}
