import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Videos', {
      queueName: 'videos',
      // Short: the consumer extends it while it works, so a crash shows within half a minute.
      visibilityTimeout: Duration.seconds(30),
    });
  }
}
