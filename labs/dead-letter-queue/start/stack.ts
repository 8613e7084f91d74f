import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Orders', {
      queueName: 'orders',
      visibilityTimeout: Duration.seconds(30),
      // TODO(lab): one order has been failing for days.
    });
  }
}
