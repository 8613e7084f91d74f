import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BucketSource, SharedQueue, WorkQueue } from '../../lib';
import { type Build, complaints, consume, FLAGS } from './complaints';

const OWNER = '111122223333';
const PARTNER = '444455556666';
const region = 'eu-west-1';
const queueArn = `arn:aws:sqs:${region}:${OWNER}:orders`;
const visibilityTimeout = Duration.minutes(3);

/** What this app does not make, and what it makes for others. */
const ARCHITECTURES: readonly (readonly [string, Build])[] = [
  [
    'several prefixes, EventBridge, and alarms on a topic that shares its key with bucket and queue',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const encryptionKey = new kms.Key(stack, 'Key');
      const topic = new sns.Topic(stack, 'OnCall', { masterKey: encryptionKey, enforceSSL: true });
      const bucket = new s3.Bucket(stack, 'Uploads', { encryptionKey });
      const alarms = { topic, timeToDrain: Duration.hours(1), quietGroupsAge: Duration.minutes(5) };
      const queue = new WorkQueue(stack, 'Orders', { encryptionKey, alarms, dataKeyReuse: Duration.hours(1) });
      queue.addSource(new BucketSource(bucket, { prefixes: ['orders/', 'returns/'], eventBridge: true }));
      consume(stack, 'Consumer', queue);
    },
  ],
  [
    'an imported bucket',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'shop-uploads');
      const queue = new WorkQueue(stack, 'Orders').addSource(new BucketSource(bucket, { prefix: 'orders/' }));
      bucket.grantRead(consume(stack, 'Consumer', queue));
    },
  ],
  [
    "a bucket of another stack, read by the consumer beside the queue, by CDK's helper",
    (app) => {
      const made = new s3.Bucket(new Stack(app, 'Front'), 'Uploads');
      const back = new Stack(app, 'Back');
      const bucket = s3.Bucket.fromBucketAttributes(back, 'Uploads', { bucketArn: made.bucketArn });
      const queue = new WorkQueue(back, 'Orders').addSource(new BucketSource(bucket));
      bucket.grantRead(consume(back, 'Consumer', queue));
    },
  ],
  [
    "another account's bucket",
    (app) => {
      const stack = new Stack(app, 'Stack', { env: { account: OWNER, region } });
      const attributes = { bucketName: 'partner-uploads', account: PARTNER };
      const bucket = s3.Bucket.fromBucketAttributes(stack, 'Uploads', attributes);
      new WorkQueue(stack, 'Orders').addSource(new BucketSource(bucket));
    },
  ],
  [
    'a queue that exists already, and its consumer',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const deadLetters = { deadLetterQueueArn: `${queueArn}-dlq`, maxReceiveCount: 5 };
      consume(
        stack,
        'Consumer',
        WorkQueue.fromAttributes(stack, 'Orders', { queueArn, visibilityTimeout, ...deadLetters }),
      );
    },
  ],
  [
    'a queue with a customer key, shared with a role and a function of another account',
    (app) => {
      const owner = new Stack(app, 'Owner', { env: { account: OWNER, region } });
      const partner = new Stack(app, 'Partner', { env: { account: PARTNER, region } });
      const producer = new iam.Role(partner, 'Producer', {
        roleName: 'shop-producer',
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      });
      const encryptionKey = new kms.Key(owner, 'Key');
      const queue = new WorkQueue(owner, 'Orders', { queueName: 'orders', encryptionKey });
      const consumers = [new iam.ArnPrincipal(`arn:aws:iam::${PARTNER}:role/worker`)];
      consume(owner, 'Consumer', queue.share({ producers: [producer], consumers }));
      const encryptionKeyArn = `arn:aws:kms:${region}:${OWNER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
      const shared = SharedQueue.fromArn(partner, 'Orders', queueArn, { encryptionKeyArn, visibilityTimeout });
      shared.grantSend(producer);
      consume(partner, 'Consumer', shared);
    },
  ],
];

describe.each(FLAGS)('with %s of the feature flags', (_flags, context) => {
  test.each(ARCHITECTURES)('%s: no cycle, no warning', (_name, build) => {
    expect(complaints(context, build)).toEqual([]);
  });
});
