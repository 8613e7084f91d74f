import type { Kernel } from '../../kernel/kernel';
import type { Router, Service } from '../service';
import { confirmSubscription } from './actions/confirm-subscription';
import { createTopic } from './actions/create-topic';
import { deleteTopic } from './actions/delete-topic';
import { listSubscriptions, listSubscriptionsByTopic } from './actions/list-subscriptions';
import { listTopics } from './actions/list-topics';
import { addPermission, removePermission } from './actions/permissions';
import { publish } from './actions/publish';
import { publishBatch } from './actions/publish-batch';
import { subscribe } from './actions/subscribe';
import { getSubscriptionAttributes, setSubscriptionAttributes } from './actions/subscription-attributes';
import { getTopicAttributes, setTopicAttributes } from './actions/topic-attributes';
import { listTagsForResource, tagResource, untagResource } from './actions/topic-tags';
import { unsubscribe } from './actions/unsubscribe';
import { Delivery } from './delivery';
import type { Sns } from './sns-context';
import { Topics } from './topics';

/** Amazon Simple Notification Service, with SQS queues as subscribers. */
export function createSns(kernel: Kernel, router: Router): Service {
  const sns: Sns = {
    kernel,
    topics: new Topics(),
    random: kernel.random.fork('sns'),
    delivery: new Delivery(kernel, router),
  };
  return {
    name: 'sns',
    operations: {
      AddPermission: addPermission(sns),
      ConfirmSubscription: confirmSubscription(sns),
      CreateTopic: createTopic(sns),
      DeleteTopic: deleteTopic(sns),
      GetSubscriptionAttributes: getSubscriptionAttributes(sns),
      GetTopicAttributes: getTopicAttributes(sns),
      ListSubscriptions: listSubscriptions(sns),
      ListSubscriptionsByTopic: listSubscriptionsByTopic(sns),
      ListTagsForResource: listTagsForResource(sns),
      ListTopics: listTopics(sns),
      Publish: publish(sns),
      PublishBatch: publishBatch(sns),
      RemovePermission: removePermission(sns),
      SetSubscriptionAttributes: setSubscriptionAttributes(sns),
      SetTopicAttributes: setTopicAttributes(sns),
      Subscribe: subscribe(sns),
      TagResource: tagResource(sns),
      Unsubscribe: unsubscribe(sns),
      UntagResource: untagResource(sns),
    },
  };
}
