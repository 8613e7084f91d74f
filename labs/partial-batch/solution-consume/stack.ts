import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { LambdaConsumer, WorkQueue } from 'cdk-spillway';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LambdaConsumer(this, 'Ship', {
      queue: new WorkQueue(this, 'Orders', { queueName: 'orders', maxReceiveCount: 3 }),
      // Bundled by esbuild, because Lambda has the AWS SDK and no other package.
      entry: join(__dirname, 'handler.js'),
      timeout: Duration.seconds(5),
      maxBatchingWindow: Duration.seconds(5),
    });
  }
}
