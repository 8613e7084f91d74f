/** What EventBridge hears from S3 of one event of a bucket. "EventBridge event message structure", Amazon S3 User Guide. */
export interface S3EventBridgeEvent {
  readonly detailType: string;
  readonly detail: object;
}

export interface S3EventBridgeEventProps {
  /** As in a notification's record, for example `ObjectCreated:Put`. */
  readonly eventName: string;
  readonly bucket: string;
  /** As the bucket knows it: EventBridge gets it without URL encoding, unlike a queue. */
  readonly key: string;
  readonly size?: number;
  readonly eTag?: string;
  readonly versionId?: string;
  readonly sequencer: string;
  readonly requestId: string;
  /** The caller's account, or the service that called. */
  readonly requester: string;
  readonly sourceIp: string;
}

interface Kind {
  readonly detailType: string;
  /** The API action that caused it. */
  readonly reason?: string;
  readonly deletionType?: string;
  /** Changes of tags are not in the order of an object's writes. */
  readonly ordered?: false;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'ObjectCreated:Put': { detailType: 'Object Created', reason: 'PutObject' },
  'ObjectCreated:Copy': { detailType: 'Object Created', reason: 'CopyObject' },
  'ObjectCreated:CompleteMultipartUpload': { detailType: 'Object Created', reason: 'CompleteMultipartUpload' },
  'ObjectRemoved:Delete': {
    detailType: 'Object Deleted',
    reason: 'DeleteObject',
    deletionType: 'Permanently Deleted',
  },
  'ObjectRemoved:DeleteMarkerCreated': {
    detailType: 'Object Deleted',
    reason: 'DeleteObject',
    deletionType: 'Delete Marker Created',
  },
  'ObjectTagging:Put': { detailType: 'Object Tags Added', ordered: false },
  'ObjectTagging:Delete': { detailType: 'Object Tags Deleted', ordered: false },
};

/** @throws Error for an event that has no counterpart in EventBridge */
export function s3EventBridgeEvent(props: S3EventBridgeEventProps): S3EventBridgeEvent {
  const kind = KINDS[props.eventName];
  if (kind === undefined) throw new Error(`EventBridge has no counterpart of the event '${props.eventName}'.`);
  const { detailType, reason, deletionType, ordered } = kind;
  return {
    detailType,
    detail: {
      version: '0',
      bucket: { name: props.bucket },
      object: {
        key: props.key,
        ...(props.size === undefined ? {} : { size: props.size }),
        ...(props.eTag === undefined ? {} : { etag: props.eTag }),
        ...(props.versionId === undefined ? {} : { 'version-id': props.versionId }),
        ...(ordered === false ? {} : { sequencer: props.sequencer }),
      },
      'request-id': props.requestId,
      requester: props.requester,
      'source-ip-address': props.sourceIp,
      ...(reason === undefined ? {} : { reason }),
      ...(deletionType === undefined ? {} : { 'deletion-type': deletionType }),
    },
  };
}
