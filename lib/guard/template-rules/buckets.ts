import { type NotificationFilter, overlap } from '../../../model/events/notification-filter';
import { S3_EVENT_TYPES } from '../../../model/events/s3-event-type';
import { type BucketNotification, bucketNotifications, CDK_HELPER, regionOfArn } from '../template/notifications';
import { isFifoQueue } from '../template/queues';
import { objectOf } from '../template/stack-template';
import type { TemplateRule } from '../template/template-rule';
import { shown } from '../template/templates';
import { isKnown, regionOf } from '../template/values';
import { location } from './rule-kinds';

export const BUCKET_RULES: readonly TemplateRule[] = [
  {
    id: 'BucketToFifo',
    severity: 'error',
    title: 'No bucket notifies a FIFO queue',
    *judge(templates) {
      for (const notification of bucketNotifications(templates)) {
        if (notification.kind !== 'queue' || isFifoQueue(notification.target, templates) !== true) continue;
        yield {
          ...notification,
          problem: `'${notification.property}' must be a standard queue, got the FIFO queue ${shown(notification.target)}`,
          consequence: 'S3 answers "FIFO SQS queues are not supported."',
          fix: "Use a standard queue, or turn on the bucket's EventBridge notifications and add an events.Rule whose target is the FIFO queue",
        };
      }
    },
  },
  {
    id: 'BucketRegion',
    severity: 'error',
    title: 'A bucket notifies queues of its own region',
    *judge(templates) {
      for (const notification of bucketNotifications(templates)) {
        const own = regionOf((notification.bucket ?? notification.resource).stack);
        const region = regionOfArn(notification.target);
        if (region === '' || !isKnown(own) || !isKnown(region) || own === region) continue;
        yield {
          ...notification,
          problem: `'${notification.property}' must be in the region of the bucket, ${own}, got ${shown(notification.target)}`,
          consequence: 'S3 answers "Unable to validate the following destination configurations"',
          fix: "Put the queue into the bucket's region, or send the events across with an events.Rule",
        };
      }
    },
  },
  {
    id: 'BucketEvent',
    severity: 'error',
    title: 'A bucket notifies of events that S3 has',
    *judge(templates) {
      for (const notification of bucketNotifications(templates)) {
        const { event } = notification;
        if (event === undefined || S3_EVENT_TYPES.includes(event)) continue;
        yield {
          ...notification,
          problem: `'Event' must be one of S3's event types, got ${event}`,
          consequence: 'S3 answers "The event is not supported for notifications"',
          fix: 'Use a member of s3.EventType, for example s3:ObjectCreated:*',
        };
      }
    },
  },
  {
    id: 'BucketOverlap',
    severity: 'error',
    title: 'Notifications of one bucket do not overlap in events, prefix and suffix',
    *judge(templates) {
      const seen = new Map<string, (BucketNotification & NotificationFilter)[]>();
      for (const notification of bucketNotifications(templates)) {
        if (!isWhole(notification)) continue;
        const others = seen.get(notification.bucketName) ?? [];
        seen.set(notification.bucketName, [...others, notification]);
        const other = others.find((candidate) => overlap(candidate, notification));
        if (other === undefined) continue;
        yield {
          ...notification,
          problem: `'NotificationConfiguration' must have no two notifications for one event of one key, got ${filterOf(notification)} beside ${filterOf(other)}`,
          consequence: 'S3 answers "Configurations on the same bucket cannot share a common event type."',
          fix: 'Give them prefixes of which none begins with another, or suffixes, or other events; for several receivers of one event use an SNS topic or EventBridge',
        };
      }
    },
  },
  {
    id: 'BucketTwoWriters',
    severity: 'error',
    title: "One resource writes a bucket's notifications",
    *judge(templates) {
      for (const helper of templates.ofType(CDK_HELPER)) {
        const [bucket] = bucketNotifications(templates).filter(({ resource }) => resource === helper);
        const own = bucket?.bucket ?? undefined;
        const native = objectOf(own?.properties['NotificationConfiguration']);
        if (own === undefined || Object.keys(native).length === 0) continue;
        yield {
          resource: helper,
          location: location('NotificationConfiguration'),
          problem: `'NotificationConfiguration' must be written by one resource, got this one beside the configuration of ${own.path} itself`,
          consequence:
            "CDK's helper function replaces the bucket's whole configuration after CloudFormation, and the other notifications stop",
          fix: 'Use either addEventNotification(...) for all of them, or notificationConfiguration of the CfnBucket',
        };
      }
    },
  },
];

function isWhole(notification: BucketNotification): notification is BucketNotification & NotificationFilter {
  return [notification.event, notification.prefix, notification.suffix].every((part) => part !== undefined);
}

function filterOf({ event, prefix, suffix }: NotificationFilter): string {
  return `${event} of '${prefix}*${suffix}'`;
}
