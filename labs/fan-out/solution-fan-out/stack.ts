import { Stack } from 'aws-cdk-lib';
import { FanOut } from 'cdk-spillway';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Each queue comes with its dead-letter queue, its alarms and its policy.
    new FanOut(this, 'Orders', {
      topicName: 'orders',
      queues: {
        Billing: { rawMessageDelivery: true, queue: { queueName: 'billing' } },
        Shipping: { rawMessageDelivery: true, queue: { queueName: 'shipping' }, filterPolicy: { kind: ['order'] } },
        Analytics: { rawMessageDelivery: true, queue: { queueName: 'analytics' } },
      },
    });
  }
}
