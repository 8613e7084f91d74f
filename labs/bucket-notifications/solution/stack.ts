import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const uploads = new CfnBucket(this, 'Uploads', { bucketName: 'uploads-of-the-lab' });
    const arrivals = new Queue(this, 'Arrivals', { queueName: 'arrivals' });
    arrivals.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [arrivals.queueArn],
        // Of this bucket in this account only: a bucket's name can belong to somebody else tomorrow.
        conditions: {
          ArnLike: { 'aws:SourceArn': uploads.attrArn },
          StringEquals: { 'aws:SourceAccount': this.account },
        },
      }),
    );
  }
}
