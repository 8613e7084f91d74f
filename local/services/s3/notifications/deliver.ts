import { type S3EventRecord, s3EventRecord, s3TestEvent } from '../../../../model/events/s3-event';
import { coversEvent } from '../../../../model/events/s3-event-type';
import { AwsError } from '../../../aws-error';
import type { Request } from '../../service';
import type { Bucket } from '../model/bucket';
import { eventPrincipalId, ownerPrincipalId } from '../model/identity';
import type { BucketNotification } from '../model/notification-configuration';
import type { S3 } from '../s3';
import { sending } from './destination';
import { tellEventBridge } from './event-bridge';

export interface ObjectEvent {
  /** For example `ObjectCreated:Put`. */
  readonly name: string;
  readonly key: string;
  readonly size?: number;
  readonly etag?: string;
  readonly versionId?: string;
}

/**
 * Tells every destination that wants the event, within the request that caused it. What a queue or topic refuses, because its
 * policy changed or it is gone, is lost as on AWS: the request itself succeeds.
 */
export async function notify(s3: S3, request: Request, bucket: Bucket, event: ObjectEvent): Promise<void> {
  const wanting = bucket.notifications.filter((notification) => wants(notification, event));
  if (wanting.length === 0 && !bucket.eventBridge) return;
  const sequencer = s3.nextSequencer();
  if (bucket.eventBridge) tellEventBridge(s3, request, bucket, event, sequencer);
  for (const notification of wanting) {
    const record = recordOf(s3, request, bucket, notification, event, sequencer);
    const about = { bucket: bucket.name, key: event.key, event: event.name, configuration: notification.id };
    await deliver(s3, request, bucket, notification, JSON.stringify({ Records: [record] }), about);
  }
}

/** What S3 sends to a destination that it has not had before. */
export async function sendTestEvent(
  s3: S3,
  request: Request,
  bucket: Bucket,
  notification: BucketNotification,
): Promise<void> {
  const { requestId } = request;
  const time = s3.kernel.clock.now();
  const body = JSON.stringify(s3TestEvent({ bucket: bucket.name, time, requestId, hostId: requestId }));
  const about = { bucket: bucket.name, event: 's3:TestEvent', configuration: notification.id };
  await deliver(s3, request, bucket, notification, body, about);
}

function wants(notification: BucketNotification, event: ObjectEvent): boolean {
  const { events, prefix, suffix } = notification;
  return (
    events.some((configured) => coversEvent(configured, event.name)) &&
    event.key.startsWith(prefix) &&
    event.key.endsWith(suffix)
  );
}

function recordOf(
  s3: S3,
  request: Request,
  bucket: Bucket,
  notification: BucketNotification,
  event: ObjectEvent,
  sequencer: string,
): object {
  const { principal, requestId, context } = request;
  const record = s3EventRecord({
    region: bucket.region,
    partition: bucket.arn.split(':')[1],
    time: s3.kernel.clock.now(),
    eventName: event.name,
    configurationId: notification.id,
    bucket: bucket.name,
    bucketOwner: ownerPrincipalId(bucket.account),
    key: event.key,
    size: event.size,
    eTag: event.etag,
    versionId: event.versionId,
    sequencer,
    principalId: eventPrincipalId(principal),
    sourceIp: context['aws:SourceIp'] ?? '127.0.0.1',
    requestId,
    hostId: requestId,
  });
  return event.name.startsWith('ObjectTagging:') ? withoutSequencer(record) : record;
}

/** Changes of an object's tags have a newer record: they are not in the order of its writes. */
function withoutSequencer(record: S3EventRecord): object {
  const { sequencer: _, ...object } = record.s3.object;
  return { ...record, eventVersion: '2.3', s3: { ...record.s3, object } };
}

async function deliver(
  s3: S3,
  request: Request,
  bucket: Bucket,
  notification: BucketNotification,
  body: string,
  about: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { events } = s3.kernel;
  const { kind, destinationArn } = notification;
  const { service, action, input, options } = sending(bucket, notification, body);
  const where = { ...about, [kind]: destinationArn };
  try {
    const sent = await request.router.call(service, action, input, options);
    events.emit('s3.notified', { ...where, messageId: sent['MessageId'] });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    events.emit('s3.delivery-failed', { ...where, code: error.code, reason: error.message });
  }
}
