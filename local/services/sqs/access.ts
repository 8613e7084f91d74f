import type { Access, Request } from '../service';
import type { LiveQueue } from './live-queue';
import type { Queues } from './queues';

/**
 * What an operation on a queue must be allowed.
 * @param action as IAM knows it: a batch needs the permission of the single action
 */
export function accessTo(queue: LiveQueue, action: `sqs:${string}`): Access {
  const { policy } = queue;
  return { action, resource: queue.arn, account: queue.account, policies: policy === undefined ? [] : [policy] };
}

/** The access of an operation that names its queue by URL. */
export function byUrl(queues: Queues, action: `sqs:${string}`) {
  return (input: { readonly QueueUrl: string | undefined }, request: Request): Access =>
    accessTo(queues.at(input.QueueUrl, request), action);
}
