import { Stack, type StackProps } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketNamespace, EventType } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BucketSource, WorkQueue } from '../../lib';

export class UploadsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const uploads = new Bucket(this, 'Uploads', {
      bucketNamePrefix: 'shop-uploads',
      bucketNamespace: BucketNamespace.ACCOUNT_REGIONAL,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
    });

    new WorkQueue(this, 'Invoices').addSource(new BucketSource(uploads, { prefix: 'invoices/', suffix: '.pdf' }));
    new WorkQueue(this, 'Deletions').addSource(new BucketSource(uploads, { events: [EventType.OBJECT_REMOVED] }));
  }
}
