import { Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnBucket(this, 'Texts', { bucketName: 'invoices-of-the-lab' });
    new Queue(this, 'Invoices', { queueName: 'invoices' });
  }
}
