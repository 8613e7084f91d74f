import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  SetSubscriptionAttributesInput,
} from '@aws-sdk/client-sns';
import { isFifoTopicName } from '../../../../model/topic-name';
import type { Operation, Request } from '../../service';
import { onSubscription } from '../access';
import type { Sns } from '../sns-context';
import { changeSubscription, describeSubscription } from '../subscription-attributes';
import { checkFilterQuota } from './subscribe';

interface OnSubscription {
  readonly SubscriptionArn: string | undefined;
}

const lookUp = ({ topics, kernel }: Sns, { SubscriptionArn }: OnSubscription) =>
  topics.subscription(SubscriptionArn, kernel.clock.now());

const accessOf = (sns: Sns, action: `sns:${string}`) => (input: OnSubscription, request: Request) => {
  const subscription = lookUp(sns, input);
  return onSubscription(action, subscription, sns.topics.find(subscription.topicArn), request);
};

export function getSubscriptionAttributes(
  sns: Sns,
): Operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse> {
  return {
    access: accessOf(sns, 'sns:GetSubscriptionAttributes'),
    run: (input) => ({ Attributes: describeSubscription(lookUp(sns, input)) }),
  };
}

export function setSubscriptionAttributes(sns: Sns): Operation<SetSubscriptionAttributesInput> {
  return {
    access: accessOf(sns, 'sns:SetSubscriptionAttributes'),
    run(input) {
      const subscription = lookUp(sns, input);
      const { AttributeName: name = '', AttributeValue: value = '' } = input;
      const ends = { fifoTopic: isFifoTopicName(subscription.topicArn), queue: subscription.queue };
      const change = changeSubscription(subscription.attributes, { [name]: value }, ends);
      const topic = sns.topics.find(subscription.topicArn);
      const filtersAnew = change.settings.filter !== undefined && subscription.settings.filter === undefined;
      if (topic !== undefined && filtersAnew) checkFilterQuota(topic);
      sns.topics.putSubscription({ ...subscription, ...change });
      return undefined;
    },
  };
}
