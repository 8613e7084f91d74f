import { parseS3Notification } from '../../model/events/parse-s3-notification';
import type { S3EventRecord } from '../../model/events/s3-event';
import { decodeS3Key } from '../../model/events/s3-key';
import { NotAnS3EventError } from '../errors';
import type { Envelope } from './envelope';

/** What happened to one object, from S3's notification. */
export interface S3ObjectEvent {
  /** Without `s3:`, for example `ObjectCreated:Put`. */
  readonly eventName: string;
  /** ISO 8601. */
  readonly eventTime: string;
  readonly region: string;
  readonly bucket: string;
  /** As the bucket knows it: decoded. */
  readonly key: string;
  /** Bytes; undefined when the object was removed. */
  readonly size?: number;
  /** Without quotes; undefined when the object was removed. */
  readonly eTag?: string;
  /** Only in a bucket with versioning. */
  readonly versionId?: string;
  /** Compare with {@link compareSequencers}, for one key only. */
  readonly sequencer: string;
}

/** The note of the message that S3 sends when a notification is set up. It needs no handling. */
export const TEST_EVENT = 's3:TestEvent';

/** A bucket notifies the queue: one payload for each object that changed. */
export function bucketEvents(): Envelope<S3ObjectEvent> {
  return {
    open(body) {
      const notification = parseS3Notification(body);
      switch (notification.kind) {
        case 'test':
          return { payloads: [], note: TEST_EVENT };
        case 'records':
          return notification.records.length === 0
            ? { payloads: [], note: 'no records' }
            : { payloads: notification.records.map(objectEventOf) };
        case 'invalid':
          throw new NotAnS3EventError(`The body is not an S3 event: ${notification.reason}`);
      }
    },
  };
}

function objectEventOf(record: S3EventRecord): S3ObjectEvent {
  const { bucket, object } = record.s3;
  const key = decodeS3Key(object.key);
  if (key === undefined) {
    throw new NotAnS3EventError(
      `The body is not an S3 event: the key ${JSON.stringify(object.key)} is not URL-encoded`,
    );
  }
  return {
    eventName: record.eventName,
    eventTime: record.eventTime,
    region: record.awsRegion,
    bucket: bucket.name,
    key,
    size: object.size,
    eTag: object.eTag,
    versionId: object.versionId,
    sequencer: object.sequencer,
  };
}

/**
 * Negative when `a` came before `b`, 0 for the same event. For events of one key only. "Event message structure":
 * the shorter one is padded with zeros on the right, then they compare as text.
 */
export function compareSequencers(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  const [left, right] = [a.toUpperCase().padEnd(length, '0'), b.toUpperCase().padEnd(length, '0')];
  return left < right ? -1 : left > right ? 1 : 0;
}
