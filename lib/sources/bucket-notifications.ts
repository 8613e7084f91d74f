import { type IResolvable, Token } from 'aws-cdk-lib';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { NotificationFilter } from '../../model/events/notification-filter';

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

/** Within the bucket's own configuration, so that no helper function replaces it. */
export function enableEventBridge(bucket: CfnBucket): void {
  bucket.notificationConfiguration = {
    ...known(bucket.notificationConfiguration),
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
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
