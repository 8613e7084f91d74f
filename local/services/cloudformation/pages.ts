import { type Page, pageOf } from '../page';
import { validationError } from './errors';

/** What "DescribeStacks" and its like return at once. */
const PAGE = 100;

/** A page of a list whose order does not change. */
export function numberedPage<Item>(items: readonly Item[], token: string | undefined): Page<Item> {
  const numbered = items.map((item, index) => ({ item, key: String(index).padStart(9, '0') }));
  const page = pageOf(numbered, {
    keyOf: ({ key }) => key,
    limit: PAGE,
    token,
    invalidToken: () => validationError(`Invalid NextToken '${token}'.`),
  });
  return { items: page.items.map(({ item }) => item), nextToken: page.nextToken };
}
