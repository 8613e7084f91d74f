import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { BucketSource, LambdaConsumer, WorkQueue } from '../../../lib';

/** The constructs with the props that change which resources and policies there are. */
export class EveryOptionStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const encryptionKey = new kms.Key(this, 'Key', { enableKeyRotation: true });
    // What CT.KMS.PR.3 wants. Of a key with several statements its finding names no resource, so none could acknowledge it.
    encryptionKey.addToResourcePolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      }),
    );
    const uploads = new s3.Bucket(this, 'Uploads', {
      encryptionKey,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
    });
    const topic = new sns.Topic(this, 'OnCall');
    const encrypted = new WorkQueue(this, 'Encrypted', { queueName: 'every-option', encryptionKey, alarms: { topic } });
    encrypted.addSource(new BucketSource(uploads));
    const fifo = new WorkQueue(this, 'Fifo', { fifo: { contentBasedDeduplication: true }, alarms: false });

    const entry = require.resolve('../../../docs/examples/first-handler');
    new LambdaConsumer(this, 'EncryptedConsumer', { queue: encrypted, entry, maxConcurrency: 5 });
    new LambdaConsumer(this, 'FifoConsumer', { queue: fifo, entry, timeout: Duration.minutes(2) });
  }
}
