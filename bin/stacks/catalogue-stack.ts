import { join } from 'node:path';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { BucketSource, LambdaConsumer, WorkQueue } from '../../lib';
import { privateBucket } from './private-bucket';

const HANDLER = join(__dirname, '../../lambda/catalogue/handler.ts');

/**
 * Files that are uploaded to one bucket are described in another, one JSON document each. Between them stands a
 * queue, so a thousand files at once wait their turn, and a file that cannot be described is set aside.
 */
export class CatalogueStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const uploads = privateBucket(this, 'Uploads', 'uploads');
    const catalogue = privateBucket(this, 'Catalogue', 'documents');

    const queue = new WorkQueue(this, 'Queue');
    queue.addSource(new BucketSource(uploads));

    const consumer = new LambdaConsumer(this, 'Cataloguer', {
      queue,
      entry: HANDLER,
      timeout: Duration.minutes(1),
      memorySize: 1024,
      environment: { CATALOGUE_BUCKET: catalogue.bucketName },
    });
    allow(consumer, ['s3:GetObject'], uploads.arnForObjects('*'));
    allow(consumer, ['s3:GetObject', 's3:PutObject'], catalogue.arnForObjects('*'));
    // Without it S3 answers 403 for an object that is gone, and the handler could not tell it from a missing permission.
    allow(consumer, ['s3:ListBucket'], uploads.bucketArn, catalogue.bucketArn);

    this.output('UploadsBucketName', uploads.bucketName);
    this.output('CatalogueBucketName', catalogue.bucketName);
    this.output('QueueUrl', queue.queueUrl);
    this.output('DeadLetterQueueUrl', queue.deadLetterQueue.queueUrl);
    this.output('FunctionName', consumer.fn.functionName);
    if (consumer.logGroup !== undefined) {
      this.output('LogGroupName', consumer.logGroup.logGroupName);
    }
  }

  private output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}

function allow(consumer: LambdaConsumer, actions: string[], ...resources: string[]): void {
  consumer.addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
}
