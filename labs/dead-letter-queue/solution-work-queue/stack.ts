import { Duration, Stack } from 'aws-cdk-lib';
import { WorkQueue } from 'cdk-spillway';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Comes with its dead-letter queue.
    new WorkQueue(this, 'Orders', {
      queueName: 'orders',
      visibilityTimeout: Duration.seconds(30),
      maxReceiveCount: 3,
    });
  }
}
