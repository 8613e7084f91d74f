import type { Published } from './deduplication';
import type { Draft, Notification } from './notification';
import type { Sns } from './sns-context';
import { isPending, type Subscription } from './subscription';
import type { Topic } from './topic';

/** Takes a message and lets everybody have it who wants it. A FIFO topic takes the same message once in five minutes. */
export function publish(
  sns: Sns,
  topic: Topic,
  draft: Draft,
): { readonly messageId: string; readonly sequenceNumber?: string } {
  const now = sns.kernel.clock.now();
  const messageId = sns.random.uuid();
  if (!topic.identity.fifo) {
    send(sns, { ...draft, topic, messageId, sequenceNumber: undefined, published: now });
    return { messageId };
  }
  const key = deduplicationKey(topic, draft);
  const known = topic.deduplication.find(key, now);
  if (known !== undefined) return answer(known);
  const accepted = topic.deduplication.accept(key, messageId, now);
  send(sns, { ...draft, topic, ...answer(accepted), published: now });
  return answer(accepted);
}

const answer = ({ messageId, sequenceNumber }: Published): Published => ({ messageId, sequenceNumber });

function deduplicationKey(topic: Topic, { groupId, deduplicationId = '' }: Draft): string {
  const perGroup = topic.attributes.get('FifoThroughputScope') === 'MessageGroup';
  return perGroup ? `${groupId}\n${deduplicationId}` : deduplicationId;
}

function send({ delivery, kernel }: Sns, notification: Notification): void {
  const { topic, messageId } = notification;
  const { events } = kernel;
  if (events.observed) events.emit('sns.published', { topic: topic.arn, messageId });
  for (const subscription of topic.subscriptions.values()) {
    if (isPending(subscription)) continue;
    if (wants(subscription, notification)) delivery.start(notification, subscription);
    else if (events.observed) {
      events.emit('sns.filtered-out', { topic: topic.arn, subscription: subscription.arn, messageId });
    }
  }
}

function wants({ settings }: Subscription, { message, attributes }: Notification): boolean {
  return settings.filter === undefined || settings.filter({ body: message, attributes });
}
