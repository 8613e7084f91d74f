import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const payments = new Queue(this, 'Payments', {
      queueName: 'payments',
      // 6 times the function's timeout, as AWS recommends, and the batching window on top.
      visibilityTimeout: Duration.seconds(6 * 60 + 30),
      deadLetterQueue: {
        queue: new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 3,
      },
    });
    const book = new lambda.Function(this, 'Book', {
      functionName: 'book-payments',
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(readFileSync(join(__dirname, 'handler.js'), 'utf8')),
      timeout: Duration.seconds(60),
      logGroup: new LogGroup(this, 'Log', { retention: RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
    });
    book.addEventSource(
      new SqsEventSource(payments, {
        // Ten payments in a run cost what one costs, so Lambda waits for more of them.
        maxBatchingWindow: Duration.seconds(30),
      }),
    );
  }
}
