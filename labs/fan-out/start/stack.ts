import { Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new Topic(this, 'Orders', { topicName: 'orders' });
    // TODO(lab): three programs read this one queue, and each misses what another one got.
    const shared = new Queue(this, 'Shared', { queueName: 'shared' });
    orders.addSubscription(new SqsSubscription(shared, { rawMessageDelivery: true }));
  }
}
