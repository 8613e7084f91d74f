import { type IResolvable, Token } from 'aws-cdk-lib';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { coversEvent } from '../../model/events/s3-event-type';

/** Which events of which keys: what two notifications of one bucket may not share. */
export interface NotificationFilter {
  readonly event: string;
  readonly prefix: string;
  readonly suffix: string;
}

type Filter = CfnBucket.NotificationFilterProperty;

/** The notifications that a bucket has in its own configuration, whatever they go to. */
export function notificationsOf(bucket: CfnBucket): readonly NotificationFilter[] {
  const configuration = known(bucket.notificationConfiguration);
  return [
    ...list(configuration?.queueConfigurations),
    ...list(configuration?.topicConfigurations),
    ...list(configuration?.lambdaConfigurations),
  ].map(({ event, filter }) => ({ event, prefix: ruleOf(filter, 'prefix'), suffix: ruleOf(filter, 'suffix') }));
}

/** Appends to what the bucket has already. In a template each configuration has one event. */
export function addQueueNotifications(
  bucket: CfnBucket,
  queueArn: string,
  filters: readonly NotificationFilter[],
): void {
  const configuration = known(bucket.notificationConfiguration) ?? {};
  bucket.notificationConfiguration = {
    ...configuration,
    queueConfigurations: [
      ...list(configuration.queueConfigurations),
      ...filters.map((filter) => ({ event: filter.event, queue: queueArn, filter: rulesOf(filter) })),
    ],
  };
}

/**
 * Whether one event of one object could go to both, which S3 refuses: the events meet, and both the prefixes and
 * the suffixes do. "Configuring event notifications using object key name filtering", Amazon S3 User Guide.
 */
export function overlap(a: NotificationFilter, b: NotificationFilter): boolean {
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const suffixes = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  return prefixes && suffixes && (covers(a.event, b.event) || covers(b.event, a.event));
}

function covers(configured: string, other: string): boolean {
  return configured === other || coversEvent(configured, other.replace(/^s3:/, ''));
}

function rulesOf({ prefix, suffix }: NotificationFilter): Filter | undefined {
  const rules = [
    ...(prefix === '' ? [] : [{ name: 'prefix', value: prefix }]),
    ...(suffix === '' ? [] : [{ name: 'suffix', value: suffix }]),
  ];
  return rules.length === 0 ? undefined : { s3Key: { rules } };
}

function ruleOf(filter: Filter | IResolvable | undefined, name: 'prefix' | 'suffix'): string {
  const rules = list(known(known(filter)?.s3Key)?.rules);
  return rules.find((rule) => rule.name.toLowerCase() === name)?.value ?? '';
}

function list<T>(values: readonly (T | IResolvable)[] | IResolvable | undefined): readonly T[] {
  return (known(values) ?? []).flatMap((value) => known(value) ?? []);
}

/** What a template says only with an intrinsic function cannot be compared. */
function known<T>(value: T | IResolvable | undefined): T | undefined {
  return isResolvable(value) ? undefined : value;
}

function isResolvable(value: unknown): value is IResolvable {
  return Token.isUnresolved(value) && typeof value === 'object';
}
