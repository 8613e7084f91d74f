import type { Arn } from '../../../model/arn';
import type { NotificationFilter } from '../../../model/events/filter/sns-filter-policy';

/** A queue that a topic's messages go to. */
export interface Subscription {
  readonly arn: string;
  readonly id: string;
  readonly topicArn: string;
  /** The account that asked for it. */
  readonly owner: string;
  /** ARN of the caller that asked for it. */
  readonly principal: string;
  readonly protocol: 'sqs';
  /** The queue's ARN, as given. */
  readonly endpoint: string;
  readonly queue: Arn;
  readonly created: number;
  /** Until somebody proves with it that the queue's owner agrees. Undefined once confirmed. */
  readonly token: string | undefined;
  /** Whether whoever confirmed it was signed in: only then an unsigned request cannot end it. */
  readonly authenticated: boolean;
  /** As given, by name; what is absent has its default. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly settings: SubscriptionSettings;
}

export interface SubscriptionSettings {
  readonly raw: boolean;
  readonly filter: NotificationFilter | undefined;
  readonly deadLetterQueue: Arn | undefined;
}

export const isPending = ({ token }: Subscription): boolean => token !== undefined;
