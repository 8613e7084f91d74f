import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Orders', {
      queueName: 'orders',
      visibilityTimeout: Duration.seconds(30),
      deadLetterQueue: {
        queue: new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 3,
      },
    });
  }
}
