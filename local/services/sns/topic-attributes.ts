import { DISPLAY_NAME_MAX } from '../../../model/limits/sns';
import { invalidBecause, invalidParameter, notOffered } from './errors';
import type { Topic } from './topic';
import { checkTopicPolicy } from './topic-policy';

const BOOLEANS: readonly string[] = ['FifoTopic', 'ContentBasedDeduplication'];
const FIFO_ONLY: readonly string[] = ['ContentBasedDeduplication', 'FifoThroughputScope'];
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  SignatureVersion: ['1', '2'],
  FifoThroughputScope: ['Topic', 'MessageGroup'],
};
const KNOWN: readonly string[] = ['DisplayName', 'Policy', 'KmsMasterKeyId', ...BOOLEANS, ...Object.keys(CHOICES)];

/** What SNS has and the local cloud has not: retries of HTTP endpoints, archives, tracing and delivery status logs. */
const NOT_OFFERED = /^(DeliveryPolicy|ArchivePolicy|TracingConfig|.+FeedbackRoleArn|.+FeedbackSampleRate)$/;

/** One attribute, checked. @throws InvalidParameter */
export function checkTopicAttribute(name: string, text: string, fifo: boolean): string {
  if (name === 'TracingConfig' && text === 'PassThrough') return text;
  if (NOT_OFFERED.test(name)) throw notOffered(`the topic attribute '${name}'`);
  if (!KNOWN.includes(name)) throw invalidParameter('AttributeName');
  if (FIFO_ONLY.includes(name) && !fifo) {
    throw invalidBecause(name, `${name} can only be set on a FIFO topic`);
  }
  if (BOOLEANS.includes(name)) {
    const value = text.toLowerCase();
    if (value === 'true' || value === 'false') return value;
    throw invalidBecause(name, `Must be true or false, got ${text}`);
  }
  const choices = CHOICES[name];
  if (choices !== undefined && !choices.includes(text)) {
    throw invalidBecause(name, `Must be one of ${choices.join(', ')}, got ${text}`);
  }
  if (name === 'DisplayName' && text.length > DISPLAY_NAME_MAX) {
    throw invalidBecause(name, `At most ${DISPLAY_NAME_MAX} characters are allowed, got ${text.length}`);
  }
  return name === 'Policy' && text !== '' ? checkTopicPolicy(text) : text;
}

/** What a new topic is given. @throws InvalidParameter */
export function readTopicAttributes(given: Readonly<Record<string, string>>, fifo: boolean): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, text] of Object.entries(given)) {
    const value = checkTopicAttribute(name, text, fifo);
    if (value !== '' && !(name === 'FifoTopic' && value === 'false')) attributes.set(name, value);
  }
  return attributes;
}

/** "Setting a topic's delivery policy": what holds for HTTP endpoints, which SNS shows for every topic. */
const EFFECTIVE_DELIVERY_POLICY = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
};

/** All attributes, as `GetTopicAttributes` shows them. */
export function describeTopic(topic: Topic, confirmed: number, pending: number): Record<string, string> {
  const { identity, attributes, policyText, removed } = topic;
  return {
    TopicArn: identity.arn,
    Owner: identity.account,
    DisplayName: '',
    Policy: policyText,
    EffectiveDeliveryPolicy: JSON.stringify(EFFECTIVE_DELIVERY_POLICY),
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: String(removed),
    ...(identity.fifo ? { ContentBasedDeduplication: 'false', FifoThroughputScope: 'Topic' } : {}),
    ...Object.fromEntries(attributes),
  };
}
