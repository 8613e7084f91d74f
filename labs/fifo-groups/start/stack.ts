import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Accounts', {
      queueName: 'accounts.fifo',
      fifo: true,
      visibilityTimeout: Duration.seconds(60),
    });
  }
}
