import type { GetBucketNotificationConfigurationRequest, NotificationConfiguration } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { writeNotificationConfiguration } from '../model/notification-configuration';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const getBucketNotificationConfiguration = (
  s3: S3,
): Operation<GetBucketNotificationConfigurationRequest, NotificationConfiguration> =>
  onBucket(s3, 's3:GetBucketNotification', ({ notifications, eventBridge }) =>
    writeNotificationConfiguration(notifications, eventBridge),
  );
