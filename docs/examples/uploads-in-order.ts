import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BucketSource, WorkQueue } from '../../lib';

export class LedgerStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const uploads = new Bucket(this, 'Uploads', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
    new WorkQueue(this, 'Thumbnails').addSource(new BucketSource(uploads, { suffix: '.png', eventBridge: true }));

    const ledger = new WorkQueue(this, 'Ledger', { fifo: { contentBasedDeduplication: true } });
    const created = new Rule(this, 'LedgerEntries', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [uploads.bucketName] }, object: { key: Match.prefix('ledger/') } },
      },
    });
    const message = RuleTargetInput.fromObject({ key: EventField.fromPath('$.detail.object.key') });
    const deadLetterQueue = new WorkQueue(this, 'NotEntered', { retentionPeriod: Duration.days(14) });
    created.addTarget(new SqsQueue(ledger, { messageGroupId: 'ledger', message, deadLetterQueue }));
  }
}
