import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Videos', {
      queueName: 'videos',
      // Longer than the work takes, with room for a slow one; not longer than a crash may stay unnoticed.
      visibilityTimeout: Duration.seconds(80),
    });
  }
}
