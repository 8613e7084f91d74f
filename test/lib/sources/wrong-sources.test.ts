import type { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, type BucketSourceProps, GuardError, WorkQueue } from '../../../lib';
import { newApp, newStack, resources } from '../synthesis';

let stack: Stack;
let bucket: s3.Bucket;
let queue: WorkQueue;
beforeEach(() => {
  stack = newStack();
  bucket = new s3.Bucket(stack, 'Uploads');
  queue = new WorkQueue(stack, 'Orders');
});

function errorOf(source: BucketSource, to = queue): GuardError {
  try {
    to.addSource(source);
  } catch (error) {
    if (error instanceof GuardError) {
      return error;
    }
    throw error;
  }
  throw new Error('the source was accepted');
}

test('S3 cannot send to a FIFO queue', () => {
  const fifo = new WorkQueue(stack, 'Fifo', { fifo: {} });
  const { message } = errorOf(new BucketSource(bucket), fifo);
  expect(message).toContain("[Spillway:BucketSourceFifo] 'queue' must be a standard queue, got a FIFO queue.");
  expect(message).toContain('add an events.Rule whose target is the FIFO queue');
});

test.each<[string, BucketSourceProps]>([
  ['an event that S3 does not know', { events: ['s3:ObjectMade:*' as s3.EventType] }],
  ['no event', { events: [] }],
])('%s is refused', (_name, props) => {
  expect(errorOf(new BucketSource(bucket, props)).violations.map(({ id }) => id)).toEqual([
    'Spillway:BucketSourceEvents',
  ]);
});

test.each<[string, BucketSourceProps]>([
  ['no prefix in the list', { prefixes: [] }],
  ['one prefix beside a list', { prefix: 'a/', prefixes: ['b/'] }],
])('%s is refused: something would be dropped without a word', (_name, props) => {
  expect(errorOf(new BucketSource(bucket, props)).violations.map(({ id }) => id)).toEqual([
    'Spillway:BucketSourcePrefixes',
  ]);
});

test('prefixes of one list may not overlap either', () => {
  expect(errorOf(new BucketSource(bucket, { prefixes: ['a/', 'a/b/'] })).message).toContain(
    '[Spillway:BucketSourceOverlap]',
  );
});

test.each<[string, BucketSourceProps, BucketSourceProps]>([
  ['the same twice', {}, {}],
  ['a prefix within all keys', {}, { prefix: 'orders/' }],
  ['a prefix within a prefix', { prefix: 'orders/' }, { prefix: 'orders/2026/' }],
  ['a prefix beside a suffix', { prefix: 'orders/' }, { suffix: '.json' }],
  ['one kind of creation within all', {}, { events: [s3.EventType.OBJECT_CREATED_PUT] }],
])('S3 refuses notifications that overlap: %s', (_name, first, second) => {
  queue.addSource(new BucketSource(bucket, first));
  expect(errorOf(new BucketSource(bucket, second)).message).toContain('[Spillway:BucketSourceOverlap]');
});

test('an overlap names both notifications', () => {
  queue.addSource(new BucketSource(bucket, { prefix: 'a/' }));
  expect(errorOf(new BucketSource(bucket, { prefix: 'a/b/', suffix: '.csv' })).message).toContain(
    "got s3:ObjectCreated:* of 'a/b/*.csv' beside s3:ObjectCreated:* of 'a/*'.",
  );
});

test('an overlap with what the bucket tells somebody else is found too', () => {
  const cfnBucket = bucket.node.defaultChild as s3.CfnBucket;
  const filter = { s3Key: { rules: [{ name: 'Prefix', value: 'orders/' }] } };
  cfnBucket.notificationConfiguration = { topicConfigurations: [{ event: 's3:ObjectCreated:*', topic: 'x', filter }] };
  expect(errorOf(new BucketSource(bucket, { prefix: 'orders/' })).message).toContain('[Spillway:BucketSourceOverlap]');
  expect(() => queue.addSource(new BucketSource(bucket, { prefix: 'returns/' }))).not.toThrow();
});

test.each<[string, BucketSourceProps, BucketSourceProps]>([
  ['prefixes side by side', { prefix: 'orders/' }, { prefix: 'returns/' }],
  ['suffixes side by side', { suffix: '.csv' }, { suffix: '.json' }],
  ['other events', {}, { events: [s3.EventType.OBJECT_REMOVED] }],
])('what does not overlap is accepted: %s', (_name, first, second) => {
  queue.addSource(new BucketSource(bucket, first));
  expect(() => queue.addSource(new BucketSource(bucket, second))).not.toThrow();
});

test('a bucket cannot notify a queue of another region', () => {
  const app = newApp();
  const here = newStack({ env: { account: '111122223333', region: 'eu-west-1' } }, app);
  const there = newStack({ env: { account: '111122223333', region: 'us-east-1' } }, app);
  const far = new s3.Bucket(there, 'Uploads');
  expect(errorOf(new BucketSource(far), new WorkQueue(here, 'Orders')).message).toContain(
    "'bucket' must be in the queue's region, got us-east-1, while the queue is in eu-west-1.",
  );
});

describe("CDK's own notifications replace the whole configuration, so a bucket has one writer", () => {
  test('they are refused when they come first', () => {
    const eventful = new s3.Bucket(stack, 'Eventful', { eventBridgeEnabled: true });
    expect(errorOf(new BucketSource(eventful)).message).toContain('[Spillway:BucketSourceWriter]');
  });

  test('a configuration that is set again later, without the queue, is refused', () => {
    queue.addSource(new BucketSource(bucket, { prefix: 'a/' }));
    (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = {};
    expect(() => resources(stack)).toThrow(
      "[Spillway:BucketSourceReplaced] 'bucket' must be a bucket that still has the notifications of its sources, " +
        "got Stack1/Uploads without s3:ObjectCreated:* of 'a/*'.",
    );
  });

  test('an overlap that comes later is refused', () => {
    queue.addSource(new BucketSource(bucket, { prefix: 'a/' }));
    const cfnBucket = bucket.node.defaultChild as s3.CfnBucket;
    const lambdaConfigurations = [{ event: 's3:ObjectCreated:Put', function: 'x' }];
    cfnBucket.notificationConfiguration = { ...cfnBucket.notificationConfiguration, lambdaConfigurations };
    expect(() => resources(stack)).toThrow('[Spillway:BucketSourceOverlap]');
  });

  test('they are refused when they come later', () => {
    queue.addSource(new BucketSource(bucket, { prefix: 'a/' })).addSource(new BucketSource(bucket, { prefix: 'b/' }));
    bucket.enableEventBridgeNotification();
    expect(() => resources(stack)).toThrow(
      "[Stack1/Uploads] [Spillway:BucketSourceWriter] 'bucket' must be a bucket whose notifications nothing else writes",
    );
  });
});
