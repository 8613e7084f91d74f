import { Duration, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal } from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { BucketSource, FanOut, QueueDashboard, RedriveOperator, TopicSource, WorkQueue } from '../../lib';
import { type Build, complaints, consume, FLAGS } from './complaints';

const ARCHITECTURES: readonly (readonly [string, Build])[] = [
  [
    'a bucket without a name, whose objects the consumer reads',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const bucket = new s3.Bucket(stack, 'Uploads');
      const queue = new WorkQueue(stack, 'Orders').addSource(new BucketSource(bucket));
      bucket.grantRead(consume(stack, 'Consumer', queue));
    },
  ],
  [
    "a bucket in the account's own namespace, whose objects the consumer reads",
    (app) => {
      const stack = new Stack(app, 'Stack');
      const bucketNamespace = s3.BucketNamespace.ACCOUNT_REGIONAL;
      const bucket = new s3.Bucket(stack, 'Uploads', { bucketNamePrefix: 'shop', bucketNamespace });
      const queue = new WorkQueue(stack, 'Orders').addSource(new BucketSource(bucket));
      bucket.grantRead(consume(stack, 'Consumer', queue));
    },
  ],
  [
    'one customer key for bucket and queue',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const encryptionKey = new kms.Key(stack, 'Key');
      const bucket = new s3.Bucket(stack, 'Uploads', { encryptionKey });
      const queue = new WorkQueue(stack, 'Orders', { encryptionKey }).addSource(new BucketSource(bucket));
      bucket.grantRead(consume(stack, 'Consumer', queue));
    },
  ],
  [
    'a FIFO queue with a name',
    (app) => {
      const stack = new Stack(app, 'Stack');
      consume(stack, 'Consumer', new WorkQueue(stack, 'Orders', { queueName: 'orders.fifo', fifo: {} }));
    },
  ],
  [
    'two prefixes and two consumers',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const bucket = new s3.Bucket(stack, 'Uploads');
      const queue = new WorkQueue(stack, 'Orders', { queueName: 'orders' })
        .addSource(new BucketSource(bucket, { prefix: 'orders/' }))
        .addSource(new BucketSource(bucket, { prefix: 'returns/' }));
      consume(stack, 'Fast', queue, Duration.seconds(5));
      consume(stack, 'Slow', queue, Duration.minutes(5));
    },
  ],
  [
    'the bucket in one stack, queue and consumer in another',
    (app) => {
      const front = new Stack(app, 'Front');
      const back = new Stack(app, 'Back');
      const bucket = new s3.Bucket(front, 'Uploads');
      consume(back, 'Consumer', new WorkQueue(back, 'Orders').addSource(new BucketSource(bucket)));
    },
  ],
  [
    'bucket, queue and consumer in three stacks, and the consumer reads the bucket',
    (app) => {
      const bucket = new s3.Bucket(new Stack(app, 'Front'), 'Uploads');
      const queue = new WorkQueue(new Stack(app, 'Middle'), 'Orders').addSource(new BucketSource(bucket));
      bucket.grantRead(consume(new Stack(app, 'Back'), 'Consumer', queue, Duration.minutes(1)));
    },
  ],
  [
    'an operator in a stack of its own, of a queue with a customer key',
    (app) => {
      const back = new Stack(app, 'Back');
      const encryptionKey = new kms.Key(back, 'Key');
      const queues = [new WorkQueue(back, 'Orders', { encryptionKey })];
      new RedriveOperator(new Stack(app, 'Operators'), 'Operator', { queues, assumedBy: new AccountRootPrincipal() });
    },
  ],
  [
    'one customer key for topic and queue, and two topics of which one is in another stack',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const encryptionKey = new kms.Key(stack, 'Key');
      const topic = new sns.Topic(stack, 'Topic', { masterKey: encryptionKey });
      const elsewhere = new sns.Topic(new Stack(app, 'Front'), 'Topic');
      const queue = new WorkQueue(stack, 'Orders', { encryptionKey })
        .addSource(new TopicSource(topic, { filterPolicy: { type: ['placed'] } }))
        .addSource(new TopicSource(elsewhere, { rawMessageDelivery: true }));
      consume(stack, 'Consumer', queue);
    },
  ],
  [
    'a FIFO fan-out, its consumers in another stack',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const { queues } = new FanOut(stack, 'Events', { fifo: {}, queues: { Billing: {}, Archive: {} } });
      const back = new Stack(app, 'Back');
      for (const [name, queue] of Object.entries(queues)) consume(back, name, queue);
    },
  ],
  [
    'a fan-out with a customer key, in another stack than the key',
    (app) => {
      const encryptionKey = new kms.Key(new Stack(app, 'Keys'), 'Key');
      new FanOut(new Stack(app, 'Stack'), 'Events', { encryptionKey, queues: { Billing: {} } });
    },
  ],
  [
    'a dashboard of two queues, one of them of another stack',
    (app) => {
      const stack = new Stack(app, 'Stack');
      const elsewhere = new WorkQueue(new Stack(app, 'Back'), 'Orders');
      new QueueDashboard(stack, 'Dashboard', { queues: [elsewhere] }).addQueue(new WorkQueue(stack, 'Returns'), {
        consumer: { namespace: 'Shop' },
      });
    },
  ],
];

describe.each(FLAGS)('with %s of the feature flags', (_flags, context) => {
  test.each(ARCHITECTURES)('%s: no cycle, no warning', (_name, build) => {
    expect(complaints(context, build)).toEqual([]);
  });

  test("CDK's validator is listening: a template that AWS refuses is reported", () => {
    const quiet = jest.spyOn(console, 'error').mockImplementation();
    const broken: Build = (app) => {
      const queue = new WorkQueue(new Stack(app, 'Stack'), 'Orders');
      (queue.node.defaultChild as CfnQueue).visibilityTimeout = 43_201;
    };
    const found = () => complaints(context, broken);
    if ('@aws-cdk/core:validateAgainstDefaultRules' in context) {
      expect(found).toThrow('VisibilityTimeout');
    } else {
      expect(found()).not.toEqual([]);
    }
    quiet.mockRestore();
  });
});
