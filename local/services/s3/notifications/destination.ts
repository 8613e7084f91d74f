import type { Arn } from '../../../../model/arn';
import type { CallOptions, Request } from '../../service';
import type { Bucket } from '../model/bucket';

/** Every delivery is S3's own request, made for the bucket: the queue's policy decides about it. */
export function asS3(bucket: Bucket, queue: Arn): CallOptions {
  return {
    principal: { kind: 'service', service: 's3.amazonaws.com' },
    account: queue.account,
    region: queue.region,
    context: { 'aws:SourceArn': bucket.arn, 'aws:SourceAccount': bucket.account, 'aws:SecureTransport': 'true' },
  };
}

export function queueUrlAt(request: Request, queue: Arn): string {
  return `${request.endpoint}/${queue.account}/${queue.resource}`;
}
