import { Duration, Stack } from 'aws-cdk-lib';
import { WorkQueue } from 'cdk-spillway';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Its dead-letter queue keeps messages for 14 days, and must keep them longer than the queue.
    new WorkQueue(this, 'Payments', {
      queueName: 'payments',
      visibilityTimeout: Duration.hours(12),
      maxReceiveCount: 3,
    });
  }
}
