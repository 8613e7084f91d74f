import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../service';
import { invalidParameter } from '../errors';
import type { Sns } from '../sns-context';

/** The token is the permission: only the queue got it. */
export function confirmSubscription(sns: Sns): Operation<ConfirmSubscriptionInput, ConfirmSubscriptionResponse> {
  return {
    access: () => [],

    run({ TopicArn = '', Token: token = '', AuthenticateOnUnsubscribe: authenticate }, { account }) {
      if (!/^[0-9a-f]{208}$/.test(token)) throw invalidParameter('Token');
      const topic = sns.topics.find(TopicArn);
      const subscriptions = topic === undefined ? [] : sns.topics.subscriptionsOf(topic, sns.kernel.clock.now());
      const subscription = subscriptions.find((pending) => pending.token === token);
      if (subscription === undefined) throw invalidParameter('Token');
      const authenticated = authenticate?.toLowerCase() === 'true';
      sns.topics.putSubscription({ ...subscription, owner: account, token: undefined, authenticated });
      return { SubscriptionArn: subscription.arn };
    },
  };
}
