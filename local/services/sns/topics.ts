import { parseArn, topicArn } from '../../../model/arn';
import { CONFIRMATION_SECONDS } from '../../../model/limits/sns';
import { compareKeys } from '../page';
import type { Request } from '../service';
import { invalidBecause, invalidParameter, noSuchSubscription, noSuchTopic } from './errors';
import { isPending, type Subscription } from './subscription';
import type { Topic } from './topic';

/** All topics and subscriptions of the cloud, of every account and region. */
export class Topics {
  private readonly topics = new Map<string, Topic>();
  /** A subscription outlives its topic, as on AWS: it can still be described and removed. */
  private readonly subscriptions = new Map<string, Subscription>();

  add(topic: Topic): void {
    this.topics.set(topic.arn, topic);
  }

  delete(topic: Topic): void {
    this.topics.delete(topic.arn);
  }

  find(arn: string): Topic | undefined {
    return this.topics.get(arn);
  }

  /** By an ARN of the request's own region: SNS answers for one region at a time. */
  at(arn: string | undefined, { region }: Pick<Request, 'region'>): Topic {
    const parts = parseArn(arn ?? '');
    const isTopic = parts?.service === 'sns' && !parts.resource.includes(':');
    if (!isTopic || parts.region !== region || parts.account === '') throw invalidParameter('TopicArn');
    const topic = this.topics.get(arn ?? '');
    if (topic === undefined) throw noSuchTopic();
    return topic;
  }

  /** In the order of their ARNs. */
  owned({ account, region }: Pick<Request, 'account' | 'region'>): readonly Topic[] {
    const scope = topicArn({ account, region, name: '' });
    return [...this.topics.values()]
      .filter(({ arn }) => arn.startsWith(scope))
      .sort((a, b) => compareKeys(a.arn, b.arn));
  }

  /** Also replaces one of the same ARN. */
  putSubscription(subscription: Subscription): void {
    this.subscriptions.set(subscription.arn, subscription);
    this.topics.get(subscription.topicArn)?.subscriptions.set(subscription.arn, subscription);
  }

  removeSubscription(subscription: Subscription): void {
    this.subscriptions.delete(subscription.arn);
    const topic = this.topics.get(subscription.topicArn);
    if (topic?.subscriptions.delete(subscription.arn)) topic.removed += 1;
  }

  findSubscription(arn: string, now: number): Subscription | undefined {
    const parts = arn.split(':');
    if (parts.length < 6) {
      throw invalidBecause('SubscriptionArn', `An ARN must have at least 6 elements, not ${parts.length}`);
    }
    const subscription = this.subscriptions.get(arn);
    if (subscription === undefined || !isForgotten(subscription, now)) return subscription;
    this.removeSubscription(subscription);
    return undefined;
  }

  subscription(arn: string | undefined, now: number): Subscription {
    const subscription = this.findSubscription(arn ?? '', now);
    if (subscription === undefined) throw noSuchSubscription();
    return subscription;
  }

  /** In the order of their ARNs. */
  subscriptionsOf(topic: Topic, now: number): readonly Subscription[] {
    return this.current([...topic.subscriptions.values()], now);
  }

  subscriptionsOwned({ account, region }: Pick<Request, 'account' | 'region'>, now: number): readonly Subscription[] {
    return this.current(
      [...this.subscriptions.values()].filter(
        ({ owner, topicArn: topic }) => owner === account && parseArn(topic)?.region === region,
      ),
      now,
    );
  }

  private current(subscriptions: readonly Subscription[], now: number): readonly Subscription[] {
    return subscriptions
      .filter((subscription) => !isForgotten(subscription, now))
      .sort((a, b) => compareKeys(a.arn, b.arn));
  }
}

function isForgotten(subscription: Subscription, now: number): boolean {
  return isPending(subscription) && now >= subscription.created + CONFIRMATION_SECONDS * 1000;
}
