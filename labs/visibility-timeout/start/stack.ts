import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Videos', {
      queueName: 'videos',
      // TODO(lab): encoding takes 40 seconds. What does the queue do meanwhile?
      visibilityTimeout: Duration.seconds(30),
    });
  }
}
