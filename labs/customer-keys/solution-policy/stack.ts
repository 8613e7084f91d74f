import { Duration, Stack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnBucket(this, 'Bucket', { bucketName: 'claims-of-the-lab' });
    const service = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' } };
    const fromHere = { StringEquals: { 'aws:SourceAccount': this.account } };
    const key = new CfnKey(this, 'Key', {
      keyPolicy: {
        Version: '2012-10-17',
        Statement: [
          // The account's own identities, as its IAM policies say.
          { Effect: 'Allow', Principal: { AWS: this.account }, Action: 'kms:*', Resource: '*' },
          { ...service, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], Resource: '*', Condition: fromHere },
        ],
      },
    });
    const claims = new CfnQueue(this, 'Claims', {
      queueName: 'claims',
      kmsMasterKeyId: key.attrArn,
      kmsDataKeyReusePeriodSeconds: Duration.minutes(1).toSeconds(),
    });
    new CfnQueuePolicy(this, 'Policy', {
      queues: [claims.ref],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ ...service, Action: 'sqs:SendMessage', Resource: claims.attrArn, Condition: fromHere }],
      },
    });
  }
}
