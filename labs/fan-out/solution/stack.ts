import { Stack } from 'aws-cdk-lib';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new Topic(this, 'Orders', { topicName: 'orders' });
    // A queue and a subscription for each program: each gets a copy of what is published.
    const subscribed = {
      billing: {},
      shipping: { filterPolicy: { kind: SubscriptionFilter.stringFilter({ allowlist: ['order'] }) } },
      analytics: {},
    };
    for (const [queueName, wanted] of Object.entries(subscribed)) {
      const queue = new Queue(this, queueName, { queueName });
      // Also writes the policy that lets this topic, and no other, send to the queue.
      orders.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true, ...wanted }));
    }
  }
}
