import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LambdaConsumer, WorkQueue } from '../../lib';

export class ExistingQueueStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const queue = WorkQueue.fromAttributes(this, 'Orders', {
      queueArn: 'arn:aws:sqs:eu-west-1:111122223333:orders',
      deadLetterQueueArn: 'arn:aws:sqs:eu-west-1:111122223333:orders-failed',
      maxReceiveCount: 5,
      visibilityTimeout: Duration.minutes(3),
    });
    new LambdaConsumer(this, 'Consumer', { queue, entry: join(__dirname, 'order-handler.ts') });
  }
}
