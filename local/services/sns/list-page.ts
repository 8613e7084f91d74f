import { SNS_PAGE } from '../../../model/limits/sns';
import { type Page, pageOf } from '../page';
import { invalidBecause } from './errors';

export function snsPage<Item>(
  ordered: readonly Item[],
  token: string | undefined,
  keyOf: (item: Item) => string,
): Page<Item> {
  return pageOf(ordered, {
    keyOf,
    limit: SNS_PAGE,
    token: token === '' ? undefined : token,
    invalidToken: () => invalidBecause('NextToken', 'The token is invalid'),
  });
}
