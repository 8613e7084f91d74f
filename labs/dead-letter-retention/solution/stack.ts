import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Payments', {
      queueName: 'payments',
      visibilityTimeout: Duration.hours(12),
      deadLetterQueue: {
        // Counted from the day it was sent first, not from the day it was moved.
        queue: new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 3,
      },
    });
  }
}
