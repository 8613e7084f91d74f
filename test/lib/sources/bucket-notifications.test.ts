import type { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, WorkQueue } from '../../../lib';
import { arnOf, newApp, newStack, only, queuePair, resources } from '../synthesis';

let stack: Stack;
let bucket: s3.Bucket;
let queue: WorkQueue;
beforeEach(() => {
  stack = newStack();
  bucket = new s3.Bucket(stack, 'Uploads');
  queue = new WorkQueue(stack, 'Orders');
});

function notifications(): unknown {
  return only(stack, 'AWS::S3::Bucket').properties['NotificationConfiguration'];
}

test('a bucket tells the queue about every object that is created', () => {
  queue.addSource(new BucketSource(bucket));
  expect(notifications()).toEqual({
    QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: arnOf(queuePair(stack).queue) }],
  });
});

test('each event is one configuration, with the filter on the key', () => {
  queue.addSource(
    new BucketSource(bucket, {
      events: [s3.EventType.OBJECT_CREATED_PUT, s3.EventType.OBJECT_REMOVED],
      prefix: 'orders/',
      suffix: '.json',
    }),
  );
  const common = {
    Queue: arnOf(queuePair(stack).queue),
    Filter: {
      S3Key: {
        Rules: [
          { Name: 'prefix', Value: 'orders/' },
          { Name: 'suffix', Value: '.json' },
        ],
      },
    },
  };
  expect(notifications()).toEqual({
    QueueConfigurations: [
      { Event: 's3:ObjectCreated:Put', ...common },
      { Event: 's3:ObjectRemoved:*', ...common },
    ],
  });
});

test('what the bucket notifies already stays', () => {
  const cfnBucket = bucket.node.defaultChild as s3.CfnBucket;
  cfnBucket.notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
    queueConfigurations: [{ event: 's3:ObjectRemoved:*', queue: 'arn:aws:sqs:eu-west-1:111122223333:audit' }],
  };
  queue.addSource(new BucketSource(bucket));
  expect(notifications()).toMatchObject({
    EventBridgeConfiguration: { EventBridgeEnabled: true },
    QueueConfigurations: [{ Event: 's3:ObjectRemoved:*' }, { Event: 's3:ObjectCreated:*' }],
  });
});

test('the bucket waits for the policy that lets it send, because S3 tries it', () => {
  queue.addSource(new BucketSource(bucket));
  const { logicalId } = queuePair(stack).queue;
  const policy = resources(stack, 'AWS::SQS::QueuePolicy').find(
    ({ properties }) => JSON.stringify(properties['Queues']) === JSON.stringify([{ Ref: logicalId }]),
  );
  expect(only(stack, 'AWS::S3::Bucket').dependsOn).toEqual([policy?.logicalId]);
});

test('no helper function and no custom resource is deployed', () => {
  queue.addSource(new BucketSource(bucket));
  const types = resources(stack).map(({ type }) => type);
  expect(types.filter((type) => /Lambda|Custom|IAM/.test(type))).toEqual([]);
});

test('a bucket of another stack notifies the queue too, and that stack is deployed after', () => {
  const app = newApp();
  const back = newStack({}, app);
  const front = newStack({}, app);
  const uploads = new s3.Bucket(front, 'Uploads');
  new WorkQueue(back, 'Orders').addSource(new BucketSource(uploads));
  expect(only(front, 'AWS::S3::Bucket').properties['NotificationConfiguration']).toBeDefined();
  expect(front.dependencies).toEqual([back]);
  expect(back.dependencies).toEqual([]);
});
