import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service';
import { accountAccess, onSubscription } from '../access';
import type { Sns } from '../sns-context';

/** What is gone is unsubscribed already. */
export function unsubscribe({ topics, kernel }: Sns): Operation<UnsubscribeInput> {
  const find = (input: UnsubscribeInput) => topics.findSubscription(input.SubscriptionArn ?? '', kernel.clock.now());
  return {
    access(input, request) {
      const subscription = find(input);
      if (subscription === undefined) return accountAccess('sns:Unsubscribe', request);
      return onSubscription('sns:Unsubscribe', subscription, topics.find(subscription.topicArn), request);
    },

    run(input) {
      const subscription = find(input);
      if (subscription !== undefined) topics.removeSubscription(subscription);
      return undefined;
    },
  };
}
