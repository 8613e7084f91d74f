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
    const orders = new Queue(this, 'Orders', {
      queueName: 'orders',
      visibilityTimeout: Duration.seconds(35),
      deadLetterQueue: {
        queue: new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 3,
      },
    });
    const ship = new lambda.Function(this, 'Ship', {
      functionName: 'ship-orders',
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(readFileSync(join(__dirname, 'handler.js'), 'utf8')),
      timeout: Duration.seconds(5),
      logGroup: new LogGroup(this, 'Log', { retention: RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
    });
    ship.addEventSource(
      new SqsEventSource(orders, {
        batchSize: 10,
        maxBatchingWindow: Duration.seconds(5),
        // Without it Lambda takes any answer for success, and deletes the whole batch.
        reportBatchItemFailures: true,
      }),
    );
  }
}
