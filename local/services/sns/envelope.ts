import type { Arn } from '../../../model/arn';
import { dnsSuffixOf } from '../../../model/partition';
import type { NotificationAttributes } from './message-attributes';
import type { Notification } from './notification';
import type { Subscription } from './subscription';
import type { Topic } from './topic';

/**
 * What stands where AWS puts its signature. The certificate that would verify one is AWS's own: nothing that was made
 * here could be verified, so there is none.
 */
const NO_SIGNATURE = '';

/** The body of a queue's message, unless the subscription is raw. FIFO topics sign nothing and number instead. */
export function envelope(notification: Notification, subscription: Subscription): string {
  const { topic, subject, sequenceNumber, attributes } = notification;
  return write({
    Type: 'Notification',
    MessageId: notification.messageId,
    SequenceNumber: sequenceNumber,
    TopicArn: topic.arn,
    Subject: subject,
    Message: notification.message,
    Timestamp: new Date(notification.published).toISOString(),
    ...(topic.identity.fifo ? {} : signature(topic, subscription.queue)),
    UnsubscribeURL: url(topic, subscription.queue, 'Unsubscribe', `SubscriptionArn=${subscription.arn}`),
    MessageAttributes: attributesOf(attributes),
  });
}

/** What a queue gets whose owner has not agreed to the subscription. */
export function confirmationRequest(subscription: Subscription, topic: Topic, messageId: string, now: number): string {
  const { queue, token = '' } = subscription;
  return write({
    Type: 'SubscriptionConfirmation',
    MessageId: messageId,
    Token: token,
    TopicArn: topic.arn,
    Message:
      `You have chosen to subscribe to the topic ${topic.arn}.\n` +
      'To confirm the subscription, visit the SubscribeURL included in this message.',
    SubscribeURL: url(topic, queue, 'ConfirmSubscription', `TopicArn=${topic.arn}&Token=${token}`),
    Timestamp: new Date(now).toISOString(),
    ...(topic.identity.fifo ? {} : signature(topic, queue)),
  });
}

function signature(topic: Topic, queue: Arn): Record<string, string> {
  const { region } = topic.identity;
  return {
    SignatureVersion: topic.attributes.get('SignatureVersion') ?? '1',
    Signature: NO_SIGNATURE,
    SigningCertURL: `https://sns.${region}.${dnsSuffixOf(queue.partition)}/SimpleNotificationService-local.pem`,
  };
}

function url(topic: Topic, queue: Arn, action: string, parameters: string): string {
  return `https://sns.${topic.identity.region}.${dnsSuffixOf(queue.partition)}/?Action=${action}&${parameters}`;
}

function attributesOf(attributes: NotificationAttributes): object | undefined {
  const entries = Object.entries(attributes).map(([name, { dataType, value }]) => [
    name,
    { Type: dataType, Value: typeof value === 'string' ? value : Buffer.from(value).toString('base64') },
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** With line breaks, as SNS writes it; what is undefined is left out. */
function write(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(fields, null, 2);
}
