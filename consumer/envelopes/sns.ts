import { isPermanent, MalformedBodyError, reasonOf, SubscriptionConfirmationError } from '../errors';
import type { Envelope, EnvelopedMessage } from './envelope';
import { json } from './json';
import { parseObject } from './parse-object';

export interface SnsOptions {
  /**
   * Takes bodies without SNS's envelope as well, as subscriptions with `RawMessageDelivery` send them: they are opened
   * as what would be inside.
   * @default false
   */
  readonly raw?: boolean;
}

/** What SNS calls the kinds of messages that it sends. */
const NOTIFICATION = 'Notification';
const CONFIRMATION = 'SubscriptionConfirmation';
const UNSUBSCRIBED = 'UnsubscribeConfirmation';

/**
 * A topic notifies the queue: the payload is what `inner` makes of the message that was published.
 * `sns(bucketEvents())` opens what a bucket published to a topic.
 */
export function sns(): Envelope<unknown>;
export function sns<Payload>(inner: Envelope<Payload>, options?: SnsOptions): Envelope<Payload>;
export function sns(inner: Envelope<unknown> = json(), { raw = false }: SnsOptions = {}): Envelope<unknown> {
  return {
    confidential: inner.confidential,
    async open(body, source) {
      if (raw && !isFromSns(body)) {
        return inner.open(body, source);
      }
      const notification = parseObject(body, KIND);
      const { Type: type, Message: message } = notification;
      if (type === CONFIRMATION || type === UNSUBSCRIBED) {
        throw confirmationOf(type, notification['TopicArn']);
      }
      if (type !== NOTIFICATION) {
        throw new MalformedBodyError(
          `The body is not ${KIND}: Type must be "${NOTIFICATION}", got ${JSON.stringify(type) ?? 'none'}. ` +
            'A subscription with RawMessageDelivery sends no envelope: give sns() its option raw, or leave sns() out.',
        );
      }
      if (typeof message !== 'string') {
        throw new MalformedBodyError(`The body is not ${KIND}: Message must be text, got ${typeof message}.`);
      }
      return openInner(inner, message, source);
    },
  };
}

const KIND = "SNS's notification";

async function openInner<Payload>(inner: Envelope<Payload>, message: string, source: EnvelopedMessage) {
  try {
    return await inner.open(message, source);
  } catch (cause) {
    throw isPermanent(cause) ? new MalformedBodyError(`In SNS's Message: ${reasonOf(cause)}`, { cause }) : cause;
  }
}

/** A raw body may be anything; what SNS sends has these three, whatever its type. */
function isFromSns(body: string): boolean {
  try {
    const { Type, MessageId, TopicArn } = parseObject(body, KIND);
    const isType = [NOTIFICATION, CONFIRMATION, UNSUBSCRIBED].some((type) => type === Type);
    return isType && typeof MessageId === 'string' && typeof TopicArn === 'string';
  } catch {
    return false;
  }
}

/** The token and its URL stay out of the reason: whoever reads the log could use them. */
function confirmationOf(type: string, topicArn: unknown): SubscriptionConfirmationError {
  const topic = typeof topicArn === 'string' ? topicArn : 'a topic';
  return new SubscriptionConfirmationError(
    type === CONFIRMATION
      ? `${topic} asks to confirm this queue's subscription and sends nothing before. SNS asks when somebody subscribed ` +
          'the queue who may not receive from it, such as the account of the topic. If the subscription is wanted, ' +
          "call sns:ConfirmSubscription once with the TopicArn and the Token in this message's body, within two days, " +
          "or let the queue's own account subscribe it."
      : `${topic} tells that this queue's subscription was removed, and sends nothing more. If it was not meant, ` +
          "call sns:ConfirmSubscription with the TopicArn and the Token in this message's body, or subscribe again.",
  );
}
