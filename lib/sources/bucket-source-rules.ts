import { Stack, Token } from 'aws-cdk-lib';
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { type NotificationFilter, overlap } from '../../model/events/notification-filter';
import { S3_EVENT_TYPES } from '../../model/events/s3-event-type';
import type { Rule } from '../guard/rule';
import type { IWorkQueue } from '../queue/work-queue-base';
import { notificationsOf } from './bucket-notifications';
import type { BucketSourceProps } from './bucket-source-props';
import { BUCKET_STACK_RULE } from './source-stacks';

/** A bucket that is about to notify a queue. */
export interface BucketBinding {
  readonly queue: IWorkQueue;
  readonly bucket: IBucket;
  /** Undefined for a bucket that this app does not create. */
  readonly cfnBucket?: CfnBucket;
  readonly filters: readonly NotificationFilter[];
  /** What sources have told an imported bucket already. */
  readonly others?: readonly NotificationFilter[];
  readonly props: BucketSourceProps;
}

/** Whether a bucket belongs to another account than the stack that it is imported into. */
export function isForeign(bucket: IBucket): boolean {
  const here = Stack.of(bucket).account;
  return here !== bucket.env.account && !Token.isUnresolved(bucket.env.account);
}

/** CDK's name for what its own notifications, and `eventBridgeEnabled`, deploy under a bucket. */
const CDK_NOTIFICATIONS = 'Notifications';

/** Asked when a source is added, and again when the app is synthesized: the second writer may come later. */
export const SINGLE_WRITER_RULE: Rule<Pick<BucketBinding, 'bucket'>> = {
  id: 'BucketSourceWriter',
  prop: 'bucket',
  value: ({ bucket }) => bucket.node.path,
  // An imported bucket has no other writer in this app than the helper.
  holds: ({ bucket }) =>
    bucket.node.defaultChild === undefined || bucket.node.tryFindChild(CDK_NOTIFICATIONS) === undefined,
  got: ({ bucket }) => `${bucket.node.path}, which uses addEventNotification(...) or eventBridgeEnabled as well`,
  must: 'a bucket whose notifications nothing else writes',
  why: "CDK's helper function replaces the bucket's whole configuration after CloudFormation, the queue's part with it",
  fix: "Give each queue its own BucketSource, and have EventBridge told with 'eventBridge: true' there",
};

export const BUCKET_SOURCE_RULES: readonly Rule<BucketBinding>[] = [
  {
    id: 'BucketSourceFifo',
    prop: 'queue',
    value: ({ queue }) => queue.fifo,
    holds: ({ queue }) => !queue.fifo,
    got: () => 'a FIFO queue',
    must: 'a standard queue',
    why: 'S3 refuses the notification with "FIFO SQS queues are not supported."',
    fix:
      "Leave 'fifo' out, or turn on the bucket's EventBridge notifications " +
      'and add an events.Rule whose target is the FIFO queue',
  },
  {
    id: 'BucketSourcePrefixes',
    prop: 'prefixes',
    value: ({ props }) => props.prefixes,
    holds: ({ props }) => props.prefix === undefined && (props.prefixes ?? []).length > 0,
    got: ({ props }) => (props.prefix === undefined ? 'none' : "both 'prefix' and 'prefixes'"),
    must: "at least one prefix, without 'prefix' besides",
    why: 'Otherwise a prefix would be dropped without a word, or no object would be told of',
    fix: "Put all of them into 'prefixes', or leave it out for all keys",
  },
  SINGLE_WRITER_RULE,
  BUCKET_STACK_RULE,
  {
    id: 'BucketSourceEvents',
    prop: 'events',
    value: ({ props }) => props.events,
    holds: ({ props, filters }) =>
      props.events?.length !== 0 && filters.every(({ event }) => S3_EVENT_TYPES.includes(event)),
    got: ({ filters }) => JSON.stringify(filters.map(({ event }) => event)),
    must: 'one or more event types of S3',
    why: 'S3 refuses a notification for an event that it does not know',
    fix: "Use members of s3.EventType, or leave 'events' out for s3:ObjectCreated:*",
  },
  {
    id: 'BucketSourceOverlap',
    prop: 'prefix',
    value: ({ filters }) => filters,
    holds: (binding) => overlaps(binding).length === 0,
    got: (binding) => overlaps(binding).map(pair).join('; '),
    must: 'one that no other notification of the bucket overlaps in events, prefix and suffix',
    why: 'S3 refuses it with "Configurations on the same bucket cannot share a common event type."',
    fix: "Give the sources prefixes of which none begins with another, or suffixes, or different 'events'",
  },
  {
    id: 'BucketSourceRegion',
    prop: 'bucket',
    value: ({ bucket }) => bucket.env.region,
    holds: ({ bucket, queue }) => Token.isUnresolved(queue.env.region) || bucket.env.region === queue.env.region,
    got: ({ bucket, queue }) => `${bucket.env.region}, while the queue is in ${queue.env.region}`,
    must: "in the queue's region",
    why: 'S3 notifies only queues of its own region',
    fix: 'Put the queue into the region of the bucket, or replicate the objects into a bucket beside the queue',
  },
];

/** What the new notifications meet: those that the bucket has already, and each other. */
function overlaps({
  cfnBucket,
  filters,
  others = [],
}: BucketBinding): readonly (readonly [NotificationFilter, NotificationFilter])[] {
  const existing = cfnBucket === undefined ? others : notificationsOf(cfnBucket);
  return filters.flatMap((added, index) =>
    [...existing, ...filters.slice(0, index)]
      .filter((other) => overlap(added, other))
      .map((other) => [added, other] as const),
  );
}

function pair([added, other]: readonly [NotificationFilter, NotificationFilter]): string {
  return `${shown(added)} beside ${shown(other)}`;
}

/** A notification in words. */
export function shown({ event, prefix, suffix }: NotificationFilter): string {
  return `${event} of '${prefix}*${suffix}'`;
}
