import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { context } from '../../../cdk.json';
import { BucketSource, LambdaConsumer, WorkQueue } from '../../../lib';

export type QueueKind = 'standard' | 'fifo';
export type ConsumerKind = 'lambda' | 'worker';

export const MAX_RECEIVE_COUNT = 5;

/** A queue with its dead-letter queue, a bucket that tells a standard queue, and for Lambda the function. */
class FaultStack extends Stack {
  constructor(scope: Construct, queueKind: QueueKind, consumerKind: ConsumerKind) {
    super(scope, stackName(queueKind, consumerKind));
    const fifo = queueKind === 'fifo' ? { fifo: {} } : {};
    const queue = new WorkQueue(this, 'Queue', { ...fifo, maxReceiveCount: MAX_RECEIVE_COUNT, alarms: false });
    const journal = new Queue(this, 'Journal');
    if (queueKind === 'standard') {
      const bucket = new Bucket(this, 'Bucket', {
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      queue.addSource(new BucketSource(bucket));
      new CfnOutput(this, 'BucketName', { value: bucket.bucketName });
    }
    if (consumerKind === 'lambda') {
      const consumer = new LambdaConsumer(this, 'Consumer', {
        queue,
        entry: join(__dirname, 'function.ts'),
        timeout: Duration.seconds(15),
        memorySize: 128,
        maxConcurrency: 2,
        environment: { JOURNAL_URL: journal.queueUrl },
      });
      journal.grantSendMessages(consumer);
      new CfnOutput(this, 'FunctionName', { value: consumer.fn.functionName });
    }
    new CfnOutput(this, 'QueueUrl', { value: queue.queueUrl });
    new CfnOutput(this, 'QueueArn', { value: queue.queueArn });
    new CfnOutput(this, 'DeadLetterQueueUrl', { value: queue.deadLetterQueue.queueUrl });
    new CfnOutput(this, 'DeadLetterQueueArn', { value: queue.deadLetterQueue.queueArn });
    new CfnOutput(this, 'JournalUrl', { value: journal.queueUrl });
  }
}

export const stackName = (queue: QueueKind, consumer: ConsumerKind): string =>
  `${consumer}-${queue}`.replace(/(^|-)./g, (text) => (text.at(-1) ?? '').toUpperCase());

/** The cloud assembly with a stack for each of these consumers at each of these queues. */
export function synthesize(
  consumers: readonly ConsumerKind[],
  queues: readonly QueueKind[],
): { readonly directory: string; remove(): void } {
  const outdir = mkdtempSync(join(tmpdir(), 'spillway-faults-'));
  const app = new App({ outdir, context, analyticsReporting: false });
  for (const consumer of consumers) {
    for (const queue of queues) new FaultStack(app, queue, consumer);
  }
  app.synth();
  return { directory: outdir, remove: () => rmSync(outdir, { recursive: true, force: true }) };
}
