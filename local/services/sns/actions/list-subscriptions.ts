import type {
  Subscription as Listed,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../service';
import { accountAccess, onTopic } from '../access';
import { snsPage } from '../list-page';
import type { Sns } from '../sns-context';
import { isPending, type Subscription } from '../subscription';

export function listSubscriptions(sns: Sns): Operation<ListSubscriptionsInput, ListSubscriptionsResponse> {
  return {
    access: (_input, request) => accountAccess('sns:ListSubscriptions', request),
    run: (input, request) => answer(sns.topics.subscriptionsOwned(request, sns.kernel.clock.now()), input.NextToken),
  };
}

export function listSubscriptionsByTopic(
  sns: Sns,
): Operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse> {
  return {
    access: onTopic(sns, 'sns:ListSubscriptionsByTopic'),
    run(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      return answer(sns.topics.subscriptionsOf(topic, sns.kernel.clock.now()), input.NextToken);
    },
  };
}

function answer(subscriptions: readonly Subscription[], token: string | undefined): ListSubscriptionsResponse {
  const { items, nextToken } = snsPage(subscriptions, token, ({ arn }) => arn);
  return { Subscriptions: items.map(listed), NextToken: nextToken };
}

function listed(subscription: Subscription): Listed {
  const { arn, owner, protocol, endpoint, topicArn } = subscription;
  return {
    SubscriptionArn: isPending(subscription) ? 'PendingConfirmation' : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
