import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import { type Arn, parseArn, subscriptionArn } from '../../../../model/arn';
import { MAX_FILTER_POLICIES_PER_TOPIC } from '../../../../model/limits/sns';
import { isFifoQueueName } from '../../../../model/queue-name';
import { AwsError } from '../../../aws-error';
import type { Operation, Request } from '../../service';
import { accessTo } from '../access';
import { invalidBecause, invalidParameter, notOffered } from '../errors';
import type { Sns } from '../sns-context';
import { isPending, type Subscription } from '../subscription';
import { changeSubscription } from '../subscription-attributes';
import type { Topic } from '../topic';

const ELSEWHERE: readonly string[] = [
  'http',
  'https',
  'email',
  'email-json',
  'sms',
  'application',
  'lambda',
  'firehose',
];

/**
 * Whoever owns the queue agrees by subscribing it. Anybody else's subscription is pending until the queue's owner
 * confirms it with the token that the queue gets.
 */
export function subscribe(sns: Sns): Operation<SubscribeInput, SubscribeResponse> {
  return {
    access(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      const { Protocol = '', Endpoint = '' } = input;
      return accessTo(topic, 'sns:Subscribe', { 'sns:Protocol': Protocol, 'sns:Endpoint': Endpoint });
    },

    run(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      const queue = queueOf(input, topic);
      const { Attributes = {} } = input;
      const ends = { fifoTopic: topic.identity.fifo, queue };
      const change = changeSubscription(new Map(), Attributes, ends, 'Attributes Reason: ');
      const existing = [...topic.subscriptions.values()].find(({ endpoint }) => endpoint === input.Endpoint);
      if (existing !== undefined) {
        for (const [name, value] of change.attributes) {
          if ((existing.attributes.get(name) ?? DEFAULTS[name]) !== value) {
            throw invalidBecause('Attributes', 'Subscription already exists with different attributes');
          }
        }
        return answer(existing, input);
      }
      if (change.settings.filter !== undefined) checkFilterQuota(topic);
      const subscription = create(sns, topic, queue, input, request, change);
      sns.topics.putSubscription(subscription);
      if (isPending(subscription)) sns.delivery.requestConfirmation(subscription, topic, sns.random.uuid());
      return answer(subscription, input);
    },
  };
}

const DEFAULTS: Readonly<Record<string, string>> = { RawMessageDelivery: 'false' };

function queueOf({ Protocol, Endpoint = '' }: SubscribeInput, topic: Topic): Arn {
  if (Protocol !== 'sqs') {
    if (ELSEWHERE.includes(Protocol ?? '')) throw notOffered(`subscriptions with the protocol '${Protocol}'`);
    throw invalidBecause('Protocol', `Amazon SNS does not support this protocol string: ${Protocol}`);
  }
  const queue = parseArn(Endpoint);
  if (queue?.service !== 'sqs' || queue.region === '' || queue.account === '') {
    throw invalidParameter('SQS endpoint ARN');
  }
  if (!topic.identity.fifo && isFifoQueueName(queue.resource)) {
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  }
  return queue;
}

function create(
  sns: Sns,
  topic: Topic,
  queue: Arn,
  input: SubscribeInput,
  { account, principal }: Request,
  { attributes, settings }: Pick<Subscription, 'attributes' | 'settings'>,
): Subscription {
  const id = sns.random.uuid();
  const agreed = account === queue.account;
  return {
    id,
    arn: subscriptionArn(topic.arn, id),
    topicArn: topic.arn,
    owner: account,
    principal: 'arn' in principal ? principal.arn : '',
    protocol: 'sqs',
    endpoint: input.Endpoint ?? '',
    queue,
    created: sns.kernel.clock.now(),
    token: agreed ? undefined : sns.random.bytes(104).toString('hex'),
    authenticated: agreed,
    attributes,
    settings,
  };
}

export function checkFilterQuota(topic: Topic): void {
  const filtered = [...topic.subscriptions.values()].filter(({ settings }) => settings.filter !== undefined).length;
  if (filtered >= MAX_FILTER_POLICIES_PER_TOPIC) {
    throw new AwsError(
      'FilterPolicyLimitExceeded',
      `A topic can have at most ${MAX_FILTER_POLICIES_PER_TOPIC} filter policies.`,
      { status: 403 },
    );
  }
}

function answer(subscription: Subscription, { ReturnSubscriptionArn }: SubscribeInput): SubscribeResponse {
  const hidden = isPending(subscription) && ReturnSubscriptionArn !== true;
  return { SubscriptionArn: hidden ? 'pending confirmation' : subscription.arn };
}
