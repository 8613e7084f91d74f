import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type PolicyStatementProps, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bucket = new CfnBucket(this, 'Bucket', { bucketName: 'invoices-of-the-lab' });
    const invoices = new Queue(this, 'Invoices', { queueName: 'invoices' });
    const fromS3 = (more: PolicyStatementProps) =>
      invoices.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('s3.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [invoices.queueArn],
          ...more,
        }),
      );
    fromS3({});
    // Two statements: the conditions of one would both have to be met before it denies.
    fromS3({ effect: Effect.DENY, conditions: { ArnNotEquals: { 'aws:SourceArn': bucket.attrArn } } });
    fromS3({ effect: Effect.DENY, conditions: { StringNotEquals: { 'aws:SourceAccount': this.account } } });
  }
}
