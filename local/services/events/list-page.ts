import { EVENTS_PAGE } from '../../../model/limits/events';
import { isWithin } from '../../../model/limits/limit';
import { type Page, pageOf } from '../page';
import { invalid, refuse } from './errors';

interface PageInput {
  readonly Limit?: number;
  readonly NextToken?: string;
}

export function eventsPage<Item>(
  ordered: readonly Item[],
  { Limit = EVENTS_PAGE.max, NextToken }: PageInput,
  keyOf: (item: Item) => string,
): Page<Item> {
  if (!isWithin(EVENTS_PAGE, Limit)) {
    throw refuse('limit', Limit, `have value from ${EVENTS_PAGE.min} to ${EVENTS_PAGE.max}`);
  }
  return pageOf(ordered, {
    keyOf,
    limit: Limit,
    token: NextToken,
    invalidToken: () => invalid('Invalid pagination token.'),
  });
}
