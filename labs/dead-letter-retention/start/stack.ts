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
        // TODO(lab): a payment failed on Thursday, and on the next Wednesday nobody can find it.
        queue: new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(4) }),
        maxReceiveCount: 3,
      },
    });
  }
}
