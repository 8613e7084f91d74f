import { Stack } from 'aws-cdk-lib';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import type { Rule } from '../guard/rule';
import type { IWorkQueue } from '../queue/work-queue-base';

/** What of this app the queues, subscriptions and alarms of a stack have to do with. */
interface Neighbours {
  /** They wait for the stack: S3 tries a queue's policy when it takes a bucket's configuration. */
  readonly buckets: IBucket[];
  /** The stack waits for them. */
  readonly topics: ITopic[];
}

const NEIGHBOURS = new WeakMap<Stack, Neighbours>();

const WHY =
  "The bucket waits for the queue's policy, and what subscribes or alarms beside the queue waits for the topic, so each " +
  'of the two stacks would have to be deployed before the other, and CDK answers with a cyclic reference';

/** Asked when the bucket comes after the topic. */
export const BUCKET_STACK_RULE: Rule<{ readonly queue: IWorkQueue; readonly bucket: IBucket }> = {
  id: 'SourceStackCycle',
  prop: 'bucket',
  value: ({ bucket }) => bucket.node.path,
  holds: ({ queue, bucket }) => topicBeside(queue, bucket) === undefined,
  got: ({ queue, bucket }) =>
    `${bucket.node.path}, in one stack with the topic ${topicBeside(queue, bucket)?.node.path}`,
  must: "in another stack than a topic that the queue's stack needs",
  why: WHY,
  fix: ({ bucket }) => fix(bucket),
};

/** Asked when the topic comes after the bucket. */
export const TOPIC_STACK_RULE: Rule<{ readonly queue: IWorkQueue; readonly topic: ITopic }> = {
  id: 'SourceStackCycle',
  prop: 'topic',
  value: ({ topic }) => topic.node.path,
  holds: ({ queue, topic }) => bucketBeside(queue, topic) === undefined,
  got: ({ queue, topic }) =>
    `${topic.node.path}, in one stack with the bucket ${bucketBeside(queue, topic)?.node.path}`,
  must: 'in another stack than a bucket that a queue of this stack has as its source',
  why: WHY,
  fix: ({ queue, topic }) => fix(bucketBeside(queue, topic)),
};

export function noteBucket(queue: IConstruct, bucket: IBucket): void {
  neighbours(queue).buckets.push(bucket);
}

/** @param user the queue that subscribes it, or the alarm that tells it */
export function noteTopic(user: IConstruct, topic: ITopic): void {
  neighbours(user).topics.push(topic);
}

function topicBeside(queue: IWorkQueue, bucket: IBucket): ITopic | undefined {
  return isMadeElsewhere(queue, bucket)
    ? neighbours(queue).topics.find((topic) => isMadeBeside(bucket, topic))
    : undefined;
}

function bucketBeside(queue: IWorkQueue, topic: ITopic): IBucket | undefined {
  return isMadeElsewhere(queue, topic)
    ? neighbours(queue).buckets.find((bucket) => isMadeBeside(topic, bucket))
    : undefined;
}

function fix(bucket: IBucket | undefined): string {
  return (
    "Move the bucket or the topic into a third stack, or import the bucket into the queue's stack with " +
    `s3.Bucket.fromBucketName(this, 'Imported', bucket.bucketName) in place of ${bucket?.node.path}: a helper function ` +
    'of CDK then writes its notifications'
  );
}

function isMadeElsewhere(queue: IWorkQueue, source: IConstruct): boolean {
  return isMade(source) && Stack.of(source) !== Stack.of(queue);
}

function isMadeBeside(one: IConstruct, other: IConstruct): boolean {
  return isMade(other) && Stack.of(one) === Stack.of(other);
}

/** An imported one is a name: it orders no stacks. */
function isMade({ node: { defaultChild } }: IConstruct): boolean {
  return defaultChild instanceof CfnTopic || CfnBucket.isCfnBucket(defaultChild);
}

function neighbours(construct: IConstruct): Neighbours {
  const stack = Stack.of(construct);
  const known = NEIGHBOURS.get(stack) ?? { buckets: [], topics: [] };
  NEIGHBOURS.set(stack, known);
  return known;
}
