import { type App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BucketSource, TopicSource, WorkQueue } from '../../../lib';
import { complaints, FLAGS } from '../complaints';
import { newApp, only } from '../synthesis';

let app: App;
let front: Stack;
let back: Stack;
let bucket: s3.Bucket;
let topic: sns.Topic;
beforeEach(() => {
  app = newApp({ '@aws-cdk/core:defaultCrossStackReferences': 'strong' });
  front = new Stack(app, 'Front');
  back = new Stack(app, 'Back');
  bucket = new s3.Bucket(front, 'Uploads');
  topic = new sns.Topic(front, 'Topic');
});

const BUCKET_LAST =
  "[Spillway:SourceStackCycle] 'bucket' must be in another stack than a topic that the queue's stack needs";
const TOPIC_LAST = "[Spillway:SourceStackCycle] 'topic' must be in another stack than a bucket";

test('a bucket and a topic of one other stack would make the stacks wait for each other, whichever comes first', () => {
  const one = new WorkQueue(back, 'One').addSource(new TopicSource(topic));
  expect(() => one.addSource(new BucketSource(bucket))).toThrow(BUCKET_LAST);
  const third = new Stack(app, 'Third');
  const other = new WorkQueue(third, 'Other').addSource(new BucketSource(bucket));
  expect(() => other.addSource(new TopicSource(topic))).toThrow(TOPIC_LAST);
});

test('so they would as sources of two queues of one stack', () => {
  new WorkQueue(back, 'One').addSource(new BucketSource(bucket));
  expect(() => new WorkQueue(back, 'Two').addSource(new TopicSource(topic))).toThrow(TOPIC_LAST);
});

test('so would a topic that the alarms tell', () => {
  const queue = new WorkQueue(back, 'Orders', { alarms: { topic } });
  expect(() => queue.addSource(new BucketSource(bucket))).toThrow(BUCKET_LAST);
});

test('it is what CDK refuses without the rule', () => {
  const queue = new WorkQueue(back, 'Orders').addSource(new BucketSource(bucket));
  new sns.CfnSubscription(back, 'Subscription', {
    protocol: 'sqs',
    topicArn: topic.topicArn,
    endpoint: queue.queueArn,
  });
  expect(() => only(back, 'AWS::SNS::Subscription')).toThrow('cyclic reference');
});

test('the fix names the bucket', () => {
  const queue = new WorkQueue(back, 'Orders').addSource(new TopicSource(topic));
  expect(() => queue.addSource(new BucketSource(bucket))).toThrow('in place of Front/Uploads');
});

describe.each(FLAGS)('with %s of the feature flags there is no cycle', (_flags, context) => {
  test("when the bucket is imported into the queue's stack, where CDK's helper writes its notifications", () => {
    const found = complaints(context, (app) => {
      const other = new Stack(app, 'Front');
      const uploads = new s3.Bucket(other, 'Uploads');
      const stack = new Stack(app, 'Back');
      new WorkQueue(stack, 'Orders')
        .addSource(new TopicSource(new sns.Topic(other, 'Topic')))
        .addSource(new BucketSource(s3.Bucket.fromBucketName(stack, 'Imported', uploads.bucketName)));
    });
    expect(found).toEqual([]);
  });

  test('when bucket and topic are in two stacks', () => {
    const found = complaints(context, (app) => {
      const uploads = new s3.Bucket(new Stack(app, 'Front'), 'Uploads');
      const published = new sns.Topic(new Stack(app, 'Publisher'), 'Topic');
      new WorkQueue(new Stack(app, 'Back'), 'Orders')
        .addSource(new TopicSource(published))
        .addSource(new BucketSource(uploads));
    });
    expect(found).toEqual([]);
  });

  test("when all are in the queue's own stack", () => {
    const found = complaints(context, (app) => {
      const stack = new Stack(app, 'Stack');
      new WorkQueue(stack, 'Orders')
        .addSource(new TopicSource(new sns.Topic(stack, 'Topic')))
        .addSource(new BucketSource(new s3.Bucket(stack, 'Uploads')));
    });
    expect(found).toEqual([]);
  });
});
