import { Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Payments', { queueName: 'payments.fifo', fifo: true, contentBasedDeduplication: true });
  }
}
