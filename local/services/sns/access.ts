import type { Access, Request } from '../service';
import type { Sns } from './sns-context';
import type { Subscription } from './subscription';
import type { Topic } from './topic';

/** What an operation on a topic must be allowed. `PublishBatch` is authorized as `sns:Publish`. */
export function accessTo(topic: Topic, action: `sns:${string}`, context?: Access['context']): Access {
  return { action, resource: topic.arn, account: topic.identity.account, policies: [topic.policy], context };
}

/** The access of an operation that names its topic. */
export function onTopic(sns: Sns, action: `sns:${string}`) {
  return (input: { readonly TopicArn?: string }, request: Request): Access =>
    accessTo(sns.topics.at(input.TopicArn, request), action);
}

/** What is done with no topic: only identity policies can allow it. */
export function accountAccess(action: `sns:${string}`, { account }: Request): Access {
  return { action, resource: '*', account };
}

/** A subscription belongs to who asked for it; the topic's owner may do with it what its owner may. */
export function onSubscription(
  action: `sns:${string}`,
  subscription: Subscription,
  topic: Topic | undefined,
  { account }: Request,
): Access {
  const mine = account === subscription.owner || account === topic?.identity.account;
  return { action, resource: subscription.arn, account: mine ? account : subscription.owner };
}
