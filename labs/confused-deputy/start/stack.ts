import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnBucket(this, 'Bucket', { bucketName: 'invoices-of-the-lab' });
    const invoices = new Queue(this, 'Invoices', { queueName: 'invoices' });
    invoices.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [invoices.queueArn],
        // TODO(lab): S3 may send, but for whose bucket?
      }),
    );
  }
}
