import { bucketArn } from '../arn';
import { encodeS3Key } from './s3-key';

/** One change to an object, as S3 tells it. "Event message structure", Amazon S3 User Guide. */
export interface S3EventRecord {
  /** `2.1` unless the event has a newer shape; consumers compare the major version only. */
  readonly eventVersion: string;
  readonly eventSource: 'aws:s3';
  readonly awsRegion: string;
  /** ISO 8601 with milliseconds. */
  readonly eventTime: string;
  /** Without the `s3:` of the notification configuration: `ObjectCreated:Put`. */
  readonly eventName: string;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: { readonly 'x-amz-request-id': string; readonly 'x-amz-id-2': string };
  readonly s3: {
    readonly s3SchemaVersion: '1.0';
    /** `Id` of the notification configuration that sent the event. */
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly ownerIdentity: { readonly principalId: string };
      readonly arn: string;
    };
    readonly object: S3EventObject;
  };
}

export interface S3EventObject {
  /** URL-encoded: see `decodeS3Key`. */
  readonly key: string;
  /** Bytes. Not there when the object was removed. */
  readonly size?: number;
  readonly eTag?: string;
  /** Only in a bucket with versioning. */
  readonly versionId?: string;
  /** Hexadecimal; of two events for one key, the later one has the greater sequencer (padded to equal length). */
  readonly sequencer: string;
}

export interface S3Event {
  readonly Records: readonly S3EventRecord[];
}

/** What S3 sends to every destination when it accepts a notification configuration. It has no `Records`. */
export interface S3TestEvent {
  readonly Service: 'Amazon S3';
  readonly Event: 's3:TestEvent';
  readonly Time: string;
  readonly Bucket: string;
  readonly RequestId: string;
  readonly HostId: string;
}

export interface S3EventRecordProps {
  readonly region: string;
  readonly partition?: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** For example `ObjectCreated:Put`. */
  readonly eventName: string;
  readonly configurationId: string;
  readonly bucket: string;
  /** Canonical id of the bucket's owner. */
  readonly bucketOwner: string;
  /** As the bucket knows it; the maker encodes it. */
  readonly key: string;
  readonly size?: number;
  /** Without the quotes of the HTTP header. */
  readonly eTag?: string;
  readonly versionId?: string;
  readonly sequencer: string;
  /** For example `AWS:AROAEXAMPLE:session`. */
  readonly principalId: string;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly hostId: string;
}

export function s3EventRecord(props: S3EventRecordProps): S3EventRecord {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: props.region,
    eventTime: new Date(props.time).toISOString(),
    eventName: props.eventName,
    userIdentity: { principalId: props.principalId },
    requestParameters: { sourceIPAddress: props.sourceIp },
    responseElements: { 'x-amz-request-id': props.requestId, 'x-amz-id-2': props.hostId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: props.configurationId,
      bucket: {
        name: props.bucket,
        ownerIdentity: { principalId: props.bucketOwner },
        arn: bucketArn({ name: props.bucket, partition: props.partition }),
      },
      object: {
        key: encodeS3Key(props.key),
        ...(props.size === undefined ? {} : { size: props.size }),
        ...(props.eTag === undefined ? {} : { eTag: props.eTag }),
        ...(props.versionId === undefined ? {} : { versionId: props.versionId }),
        sequencer: props.sequencer,
      },
    },
  };
}

export function s3TestEvent(props: {
  readonly bucket: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly requestId: string;
  readonly hostId: string;
}): S3TestEvent {
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(props.time).toISOString(),
    Bucket: props.bucket,
    RequestId: props.requestId,
    HostId: props.hostId,
  };
}
