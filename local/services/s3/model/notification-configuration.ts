import type { Event, FilterRule, NotificationConfiguration, QueueConfiguration } from '@aws-sdk/client-s3';
import { type Arn, parseArn } from '../../../../model/arn';
import { S3_EVENT_TYPES } from '../../../../model/events/s3-event-type';
import { MAX_NOTIFICATION_CONFIGURATIONS } from '../../../../model/limits/s3';
import { isFifoQueueName } from '../../../../model/queue-name';
import { invalidArgument, malformedXml, notImplemented } from './errors';
import { requireDistinct } from './overlap';

/** A bucket tells a queue about some events of some keys. */
export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
  readonly queue: Arn;
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
): readonly QueueNotification[] {
  const { TopicConfigurations, LambdaFunctionConfigurations, EventBridgeConfiguration, QueueConfigurations } =
    configuration;
  if ((TopicConfigurations?.length ?? 0) > 0) throw notImplemented('event notifications to SNS topics');
  if ((LambdaFunctionConfigurations?.length ?? 0) > 0) throw notImplemented('event notifications to Lambda functions');
  if (EventBridgeConfiguration !== undefined) throw notImplemented('event notifications to EventBridge');
  const queues = QueueConfigurations ?? [];
  if (queues.length > MAX_NOTIFICATION_CONFIGURATIONS) throw malformedXml();
  const arns = queues.map((queue) => parseQueueArn(queue.QueueArn ?? ''));
  const notifications = queues.map((queue, index) => parseQueue(queue, arns[index] as Arn, newId));
  for (const { queue, queueArn } of notifications) {
    if (queue.region !== bucketRegion) {
      throw invalidArgument(
        'The notification destination service region is not valid for the bucket location constraint',
        'Queue',
        queueArn,
      );
    }
    if (isFifoQueueName(queue.resource)) throw invalidArgument('FIFO SQS queues are not supported.', 'Queue', queueArn);
  }
  requireDistinct(notifications);
  return notifications;
}

export function queueConfiguration(notification: QueueNotification): QueueConfiguration {
  const { id, queueArn, events, rules } = notification;
  return {
    Id: id,
    QueueArn: queueArn,
    Events: [...events],
    ...(rules === undefined ? {} : { Filter: { Key: { FilterRules: [...rules] } } }),
  };
}

function parseQueueArn(text: string): Arn {
  const arn = parseArn(text);
  if (arn?.service === 'sqs' && arn.region !== '' && arn.account !== '') return arn;
  throw invalidArgument('The ARN could not be parsed', 'Queue', text);
}

function parseQueue(queue: QueueConfiguration, arn: Arn, newId: () => string): QueueNotification {
  const events = queue.Events ?? [];
  if (events.length === 0) throw malformedXml();
  for (const event of events) {
    if (!S3_EVENT_TYPES.includes(event))
      throw invalidArgument('A specified event is not supported for notifications.', 'Event', event);
  }
  const rules = queue.Filter?.Key?.FilterRules?.map(parseRule);
  return {
    id: queue.Id === undefined || queue.Id === '' ? newId() : queue.Id,
    queueArn: queue.QueueArn ?? '',
    queue: arn,
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
