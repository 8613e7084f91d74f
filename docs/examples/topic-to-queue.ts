import { Stack, type StackProps } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { TopicSource, WorkQueue } from '../../lib';

export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const orders = new Topic(this, 'Orders', { enforceSSL: true });
    const refunds = new Topic(this, 'Refunds', { enforceSSL: true });

    new WorkQueue(this, 'Payments')
      .addSource(new TopicSource(orders, { filterPolicy: { type: ['placed'], total: [{ numeric: ['>', 0] }] } }))
      .addSource(new TopicSource(refunds));
  }
}
