import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const deadLetters = new Queue(this, 'DeadLetters', {
      queueName: 'orders-dlq',
      retentionPeriod: Duration.days(14),
    });
    new Queue(this, 'Orders', {
      queueName: 'orders',
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
    });
  }
}
