import { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketSource, WorkQueue } from 'cdk-spillway';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', { bucketName: 'claims-of-the-lab' });
    const claims = new WorkQueue(this, 'Claims', { queueName: 'claims', encryptionKey: new Key(this, 'Key') });
    // Writes the statements into both policies, the queue's and the key's.
    claims.addSource(new BucketSource(bucket));
  }
}
