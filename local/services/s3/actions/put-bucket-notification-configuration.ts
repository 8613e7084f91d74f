import type { PutBucketNotificationConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { parseNotificationConfiguration } from '../model/notification-configuration';
import { sendTestEvent } from '../notifications/deliver';
import { requireDestinations } from '../notifications/validate';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

/** Replaces the whole configuration. Destinations that the bucket had before are asked again, but not tested again. */
export const putBucketNotificationConfiguration = (
  s3: S3,
): Operation<PutBucketNotificationConfigurationRequest, undefined> =>
  onBucket(s3, 's3:PutBucketNotification', async (bucket, input, request) => {
    const configuration = input.NotificationConfiguration ?? {};
    const notifications = parseNotificationConfiguration(configuration, bucket.region, () => s3.random.uuid());
    const validates = input.SkipDestinationValidation !== true;
    if (validates) requireDestinations(bucket, notifications, request);

    const known = new Set(bucket.notifications.map((notification) => notification.destinationArn));
    bucket.notifications = notifications;
    bucket.eventBridge = configuration.EventBridgeConfiguration !== undefined;
    s3.kernel.events.emit('s3.notifications-changed', {
      bucket: bucket.name,
      destinations: notifications.map((notification) => notification.destinationArn),
      eventBridge: bucket.eventBridge,
    });
    for (const notification of notifications) {
      if (!validates || known.has(notification.destinationArn)) continue;
      known.add(notification.destinationArn);
      await sendTestEvent(s3, request, bucket, notification);
    }
    return undefined;
  });
