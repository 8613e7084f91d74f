import { s3EventBridgeEvent } from '../../../../model/events/s3-event-bridge-event';
import type { Request } from '../../service';
import type { Bucket } from '../model/bucket';
import type { S3 } from '../s3';
import type { ObjectEvent } from './deliver';

/** The default bus of the bucket's account hears of it, and its rules filter: S3 needs no permission for that. */
export function tellEventBridge(s3: S3, request: Request, bucket: Bucket, event: ObjectEvent, sequencer: string): void {
  const { principal, requestId, context } = request;
  const { detailType, detail } = s3EventBridgeEvent({
    eventName: event.name,
    bucket: bucket.name,
    key: event.key,
    size: event.size,
    eTag: event.etag,
    versionId: event.versionId,
    sequencer,
    requestId,
    requester:
      principal.kind === 'service' ? principal.service : 'account' in principal ? principal.account : 'anonymous',
    sourceIp: context['aws:SourceIp'] ?? '127.0.0.1',
  });
  const { account, region, arn } = bucket;
  s3.eventBridge.receive({ source: 'aws.s3', detailType, account, region, resources: [arn], detail });
}
