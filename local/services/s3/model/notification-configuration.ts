import type {
  Event,
  FilterRule,
  NotificationConfiguration,
  QueueConfiguration,
  TopicConfiguration,
} from '@aws-sdk/client-s3';
import { type Arn, parseArn } from '../../../../model/arn';
import { S3_EVENT_TYPES } from '../../../../model/events/s3-event-type';
import { MAX_NOTIFICATION_CONFIGURATIONS } from '../../../../model/limits/s3';
import { isFifoQueueName } from '../../../../model/queue-name';
import { isFifoTopicName } from '../../../../model/topic-name';
import { invalidArgument, malformedXml, notImplemented } from './errors';
import { requireDistinct } from './overlap';

/** A bucket tells a queue or a topic about some events of some keys. */
export interface BucketNotification {
  readonly id: string;
  readonly kind: 'queue' | 'topic';
  readonly destinationArn: string;
  readonly destination: Arn;
  readonly events: readonly Event[];
  readonly prefix: string;
  readonly suffix: string;
  /** As they were given, so that GetBucketNotificationConfiguration returns them. */
  readonly rules: readonly FilterRule[] | undefined;
}

/** "Size of filter rule value cannot exceed 1024 bytes": a key is no longer. */
const MAX_FILTER_BYTES = 1_024;

/** Everything that S3 checks without asking the destinations. */
export function parseNotificationConfiguration(
  configuration: NotificationConfiguration,
  bucketRegion: string,
  newId: () => string,
): readonly BucketNotification[] {
  const { TopicConfigurations, LambdaFunctionConfigurations, QueueConfigurations } = configuration;
  if ((LambdaFunctionConfigurations?.length ?? 0) > 0) throw notImplemented('event notifications to Lambda functions');
  const given = [
    ...(QueueConfigurations ?? []).map((queue) => ({ ...queue, kind: 'queue' as const, arn: queue.QueueArn ?? '' })),
    ...(TopicConfigurations ?? []).map((topic) => ({ ...topic, kind: 'topic' as const, arn: topic.TopicArn ?? '' })),
  ];
  if (given.length > MAX_NOTIFICATION_CONFIGURATIONS) throw malformedXml();
  const destinations = given.map(({ kind, arn }) => parseDestination(kind, arn));
  const notifications = given.map((one, index) => parseNotification(one, destinations[index] as Arn, newId));
  for (const { kind, destination, destinationArn } of notifications) {
    const argument = ARGUMENTS[kind];
    if (destination.region !== bucketRegion) {
      throw invalidArgument(
        'The notification destination service region is not valid for the bucket location constraint',
        argument,
        destinationArn,
      );
    }
    if (kind === 'queue' && isFifoQueueName(destination.resource)) {
      throw invalidArgument('FIFO SQS queues are not supported.', argument, destinationArn);
    }
    if (kind === 'topic' && isFifoTopicName(destination.resource)) {
      throw invalidArgument('FIFO SNS topics are not supported.', argument, destinationArn);
    }
  }
  requireDistinct(notifications);
  return notifications;
}

/** As `GetBucketNotificationConfiguration` returns them. */
export function writeNotificationConfiguration(
  notifications: readonly BucketNotification[],
  eventBridge: boolean,
): NotificationConfiguration {
  const of = (wanted: BucketNotification['kind']) => notifications.filter(({ kind }) => kind === wanted);
  const queues: QueueConfiguration[] = of('queue').map((one) => ({ QueueArn: one.destinationArn, ...rest(one) }));
  const topics: TopicConfiguration[] = of('topic').map((one) => ({ TopicArn: one.destinationArn, ...rest(one) }));
  return {
    ...(queues.length === 0 ? {} : { QueueConfigurations: queues }),
    ...(topics.length === 0 ? {} : { TopicConfigurations: topics }),
    ...(eventBridge ? { EventBridgeConfiguration: {} } : {}),
  };
}

function rest({ id, events, rules }: BucketNotification) {
  return {
    Id: id,
    Events: [...events],
    ...(rules === undefined ? {} : { Filter: { Key: { FilterRules: [...rules] } } }),
  };
}

/** What S3 calls the destination when it refuses one. */
const ARGUMENTS = { queue: 'Queue', topic: 'Topic' } as const;
const SERVICES = { queue: 'sqs', topic: 'sns' } as const;

function parseDestination(kind: BucketNotification['kind'], text: string): Arn {
  const arn = parseArn(text);
  if (arn?.service === SERVICES[kind] && arn.region !== '' && arn.account !== '') return arn;
  throw invalidArgument('The ARN could not be parsed', ARGUMENTS[kind], text);
}

type GivenNotification = Pick<QueueConfiguration, 'Id' | 'Events' | 'Filter'> &
  Pick<BucketNotification, 'kind'> & { readonly arn: string };

function parseNotification(given: GivenNotification, destination: Arn, newId: () => string): BucketNotification {
  const events = given.Events ?? [];
  if (events.length === 0) throw malformedXml();
  for (const event of events) {
    if (!S3_EVENT_TYPES.includes(event))
      throw invalidArgument('A specified event is not supported for notifications.', 'Event', event);
  }
  const rules = given.Filter?.Key?.FilterRules?.map(parseRule);
  return {
    id: given.Id === undefined || given.Id === '' ? newId() : given.Id,
    kind: given.kind,
    destinationArn: given.arn,
    destination,
    events,
    prefix: filterValue(rules, 'Prefix'),
    suffix: filterValue(rules, 'Suffix'),
    rules,
  };
}

/** S3 takes the names in any case and returns them capitalised. */
function parseRule(rule: FilterRule): FilterRule {
  const given: string = rule.Name ?? '';
  const Name = ['Prefix', 'Suffix'].find((known) => known.toLowerCase() === given.toLowerCase());
  if (Name === undefined) {
    throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', given);
  }
  const Value = rule.Value ?? '';
  if (Buffer.byteLength(Value) > MAX_FILTER_BYTES) {
    throw invalidArgument(
      `Size of filter rule value cannot exceed ${MAX_FILTER_BYTES} bytes in UTF-8 representation`,
      'FilterRule.Value',
      Value,
    );
  }
  return { Name: Name as FilterRule['Name'], Value };
}

function filterValue(rules: readonly FilterRule[] | undefined, name: 'Prefix' | 'Suffix'): string {
  const named = (rules ?? []).filter((rule) => (rule.Name as string) === name);
  if (named.length > 1) {
    const lower = name.toLowerCase();
    throw invalidArgument(`Cannot specify more than one ${lower} rule in a filter.`, 'FilterRule.Name', lower);
  }
  return named[0]?.Value ?? '';
}
