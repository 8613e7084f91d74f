import { isWithin } from '../../../model/limits/limit';
import { LIST_QUEUES } from '../../../model/limits/sqs';
import { type Page, pageOf } from '../page';
import { invalidParameterValue, invalidValue } from './errors';
import type { LiveQueue } from './live-queue';

/** A page of queues; SQS gives a token only to those who ask for pages. */
export function pageOfQueues(
  queues: readonly LiveQueue[],
  input: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
): Page<LiveQueue> {
  const { MaxResults: max, NextToken: token } = input;
  if (max !== undefined && !isWithin(LIST_QUEUES, max)) {
    throw invalidValue('MaxResults', max, `Must be between ${LIST_QUEUES.min} and ${LIST_QUEUES.max}, if provided.`);
  }
  const page = pageOf(queues, {
    keyOf: ({ name }) => name,
    limit: max ?? LIST_QUEUES.default,
    token: token === '' ? undefined : token,
    invalidToken: () => invalidParameterValue('Invalid or expired next token.'),
  });
  return max === undefined ? { items: page.items, nextToken: undefined } : page;
}
