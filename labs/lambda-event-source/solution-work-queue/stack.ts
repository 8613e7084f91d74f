import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LambdaConsumer, WorkQueue } from 'cdk-spillway';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const payments = new WorkQueue(this, 'Payments', { queueName: 'payments', maxReceiveCount: 3 });
    const book = new lambda.Function(this, 'Book', {
      functionName: 'book-payments',
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(readFileSync(join(__dirname, 'handler.js'), 'utf8')),
      timeout: Duration.seconds(60),
      logGroup: new LogGroup(this, 'Log', { retention: RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
    });
    // Raises the visibility timeout of its queue to what this function and this window need.
    new LambdaConsumer(this, 'Consumer', {
      queue: payments,
      handler: book,
      maxBatchingWindow: Duration.seconds(30),
    });
  }
}
