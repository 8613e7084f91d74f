import { constraintText } from '../constraint';
import { type Page, pageOf } from '../page';
import { validationError } from './errors';

/** IAM lists at most 1,000 entries, 100 unless told. */
const MAX_ITEMS = 1_000;
const DEFAULT_ITEMS = 100;

/** One page of a list, with the paging members that all of IAM's lists share. */
export function listPage<Item>(
  ordered: readonly Item[],
  keyOf: (item: Item) => string,
  input: { readonly MaxItems?: number; readonly Marker?: string },
): Page<Item> & { readonly paging: { readonly IsTruncated: boolean; readonly Marker: string | undefined } } {
  const limit = input.MaxItems ?? DEFAULT_ITEMS;
  if (limit < 1 || limit > MAX_ITEMS) {
    const rule = limit < 1 ? 'have value greater than or equal to 1' : `have value less than or equal to ${MAX_ITEMS}`;
    throw validationError(constraintText('maxItems', limit, rule));
  }
  const page = pageOf(ordered, {
    keyOf,
    limit,
    token: input.Marker,
    invalidToken: () => validationError('Invalid Marker.'),
  });
  return { ...page, paging: { IsTruncated: page.nextToken !== undefined, Marker: page.nextToken } };
}
