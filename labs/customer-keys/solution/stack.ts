import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bucket = new CfnBucket(this, 'Bucket', { bucketName: 'claims-of-the-lab' });
    const fromBucket = {
      ArnLike: { 'aws:SourceArn': bucket.attrArn },
      StringEquals: { 'aws:SourceAccount': this.account },
    };
    const key = new Key(this, 'Key');
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        // To encrypt the message, and to check the data key that it has already.
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: ['*'],
        conditions: fromBucket,
      }),
    );
    const claims = new Queue(this, 'Claims', {
      queueName: 'claims',
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      // How long SQS may go without asking for the key.
      dataKeyReuse: Duration.minutes(1),
    });
    claims.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [claims.queueArn],
        conditions: fromBucket,
      }),
    );
  }
}
