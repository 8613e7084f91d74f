import { Annotations } from 'aws-cdk-lib';
import { BucketNotificationDestinationType, type EventType, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { IDependable } from 'constructs';
import type { NotificationFilter } from '../../model/events/notification-filter';
import { ruleId } from '../guard/rule';
import { printJson } from '../queue/print-json';
import type { IWorkQueue } from '../queue/work-queue-base';

/** What this app makes an imported bucket tell: its own configuration is not in this app. */
interface Told {
  readonly filters: NotificationFilter[];
  readonly configurations: object[];
  eventBridge: boolean;
}

const TOLD = new WeakMap<IBucket, Told>();

/** What sources have added to an imported bucket so far. */
export function filtersOf(bucket: IBucket): readonly NotificationFilter[] {
  return TOLD.get(bucket)?.filters ?? [];
}

/** CDK's helper: a function that reads the bucket's configuration, adds to it, and writes it back. */
export function notifyByHelper(
  bucket: IBucket,
  queue: IWorkQueue,
  filters: readonly NotificationFilter[],
  eventBridge: boolean,
  permission: IDependable,
): void {
  const destination = {
    bind: () => ({ arn: queue.queueArn, type: BucketNotificationDestinationType.QUEUE, dependencies: [permission] }),
  };
  for (const { event, prefix, suffix } of filters) {
    const keys = { ...(prefix === '' ? {} : { prefix }), ...(suffix === '' ? {} : { suffix }) };
    // CDK takes no empty filter.
    bucket.addEventNotification(event as EventType, destination, ...(Object.keys(keys).length === 0 ? [] : [keys]));
  }
  if (eventBridge) {
    bucket.enableEventBridgeNotification();
  }
  if (!TOLD.has(bucket)) {
    Annotations.of(bucket).addInfoV2(
      ruleId('BucketSourceHelper'),
      `${bucket.node.path} is imported, so a helper function of CDK writes its notifications. A later deployment of ` +
        'what makes the bucket may replace them, unless the bucket is made without notifications of its own.',
    );
  }
  told(bucket).filters.push(...filters);
}

/** Only the owner of a bucket should write its configuration, which is one document: so all of it is printed. */
export function printForOwner(
  bucket: IBucket,
  queue: IWorkQueue,
  filters: readonly NotificationFilter[],
  eventBridge: boolean,
): void {
  const isFirst = !TOLD.has(bucket);
  const all = told(bucket);
  all.filters.push(...filters);
  all.eventBridge ||= eventBridge;
  for (const key of new Set(filters.map(keyFilter))) {
    const Events = filters.filter((filter) => keyFilter(filter) === key).map(({ event }) => event);
    all.configurations.push({ QueueArn: queue.queueArn, Events, Filter: JSON.parse(key) });
  }
  if (isFirst) {
    printJson(
      bucket,
      'NotificationToAdd',
      `The owner of the bucket ${bucket.bucketName} must add this to its notification configuration`,
      () => ({
        QueueConfigurations: all.configurations,
        ...(all.eventBridge ? { EventBridgeConfiguration: {} } : {}),
      }),
    );
  }
}

function told(bucket: IBucket): Told {
  const all = TOLD.get(bucket) ?? { filters: [], configurations: [], eventBridge: false };
  TOLD.set(bucket, all);
  return all;
}

/** Of the API, as JSON: the events of equal filters stand together. */
function keyFilter({ prefix, suffix }: NotificationFilter): string {
  const FilterRules = [
    { Name: 'prefix', Value: prefix },
    { Name: 'suffix', Value: suffix },
  ].filter(({ Value }) => Value !== '');
  return JSON.stringify({ Key: { FilterRules } });
}
