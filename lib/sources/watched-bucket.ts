import { Token } from 'aws-cdk-lib';
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { type NotificationFilter, overlap } from '../../model/events/notification-filter';
import { type Rule, violationsOf } from '../guard/rule';
import { notificationsOf } from './bucket-notifications';
import { SINGLE_WRITER_RULE, shown } from './bucket-source-rules';

interface Watched {
  readonly bucket: IBucket;
  readonly cfnBucket: CfnBucket;
  /** Everything that sources have added. */
  readonly added: NotificationFilter[];
}

/** One list of complaints for a bucket, however many sources it has. */
const WATCHED = new WeakMap<IBucket, Watched>();

const AT_SYNTHESIS: readonly Rule<Watched>[] = [
  SINGLE_WRITER_RULE,
  {
    id: 'BucketSourceReplaced',
    prop: 'bucket',
    value: ({ cfnBucket }) => cfnBucket.notificationConfiguration,
    holds: (watched) => missing(watched).length === 0,
    got: (watched) => `${watched.bucket.node.path} without ${missing(watched).map(shown).join(', ')}`,
    must: 'a bucket that still has the notifications of its sources',
    why: "'notificationConfiguration' was set again afterwards, and the queue would hear nothing",
    fix: "Set 'notificationConfiguration' before the first source is added: sources append to it",
  },
  {
    id: 'BucketSourceOverlap',
    prop: 'bucket',
    value: ({ cfnBucket }) => cfnBucket.notificationConfiguration,
    holds: (watched) => overlapsWithin(watched).length === 0,
    got: (watched) =>
      overlapsWithin(watched)
        .map((pair) => pair.map(shown).join(' beside '))
        .join('; '),
    must: 'one whose notifications do not overlap in events, prefix and suffix',
    why: 'S3 refuses it with "Configurations on the same bucket cannot share a common event type."',
    fix: "Give them prefixes of which none begins with another, or suffixes, or different 'events'",
  },
];

/** What comes after a source is judged when the app is synthesized. */
export function watch(bucket: IBucket, cfnBucket: CfnBucket, filters: readonly NotificationFilter[]): void {
  const known = WATCHED.get(bucket);
  if (known !== undefined) {
    known.added.push(...filters);
    return;
  }
  const watched: Watched = { bucket, cfnBucket, added: [...filters] };
  WATCHED.set(bucket, watched);
  bucket.node.addValidation({
    validate: () => violationsOf(watched, AT_SYNTHESIS).map(({ id, message }) => `[${id}] ${message}`),
  });
}

function missing({ cfnBucket, added }: Watched): readonly NotificationFilter[] {
  const present = new Set(notificationsOf(cfnBucket).map(shown));
  return Token.isUnresolved(cfnBucket.notificationConfiguration)
    ? []
    : added.filter((filter) => !present.has(shown(filter)));
}

function overlapsWithin({ cfnBucket }: Watched): readonly (readonly [NotificationFilter, NotificationFilter])[] {
  const all = notificationsOf(cfnBucket);
  return all.flatMap((one, index) =>
    all
      .slice(0, index)
      .filter((other) => overlap(one, other))
      .map((other) => [one, other] as const),
  );
}
