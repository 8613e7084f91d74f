import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketSource, WorkQueue } from 'cdk-spillway';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', { bucketName: 'invoices-of-the-lab' });
    const invoices = new WorkQueue(this, 'Invoices', { queueName: 'invoices' });
    // Writes the statement with both conditions, and the notification.
    invoices.addSource(new BucketSource(bucket));
  }
}
