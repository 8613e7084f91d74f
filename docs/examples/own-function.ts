import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class OwnFunctionStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const deadLetterQueue = new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) });
    const queue = new Queue(this, 'Orders', {
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 5 },
    });
    const fn = new NodejsFunction(this, 'Function', {
      entry: join(__dirname, 'order-outcomes-handler.ts'),
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.minutes(1),
      environment: {
        SPILLWAY_DEAD_LETTER_QUEUE_URL: deadLetterQueue.queueUrl,
        SPILLWAY_MAX_RECEIVE_COUNT: '5',
      },
    });
    fn.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
    deadLetterQueue.grantSendMessages(fn);
  }
}
