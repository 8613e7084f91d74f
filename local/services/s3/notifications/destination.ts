import { type Arn, formatArn, queueUrl } from '../../../../model/arn';
import type { CallOptions, ServiceName } from '../../service';
import type { Bucket } from '../model/bucket';
import type { BucketNotification } from '../model/notification-configuration';

/** The request with which S3 brings a notification to its destination. */
export interface Sending {
  readonly service: ServiceName;
  readonly action: string;
  readonly input: object;
  readonly options: CallOptions;
}

/** What S3 gives every message that it publishes to a topic. */
const SUBJECT = 'Amazon S3 Notification';

export function sending(bucket: Bucket, { kind, destination }: BucketNotification, body: string): Sending {
  const options = asS3(bucket, destination);
  const arn = formatArn(destination);
  return kind === 'topic'
    ? { service: 'sns', action: 'Publish', input: { TopicArn: arn, Message: body, Subject: SUBJECT }, options }
    : { service: 'sqs', action: 'SendMessage', input: { QueueUrl: queueUrl(arn), MessageBody: body }, options };
}

/** Every delivery is S3's own request, made for the bucket: the destination's policy decides about it. */
function asS3(bucket: Bucket, destination: Arn): CallOptions {
  return {
    principal: { kind: 'service', service: 's3.amazonaws.com' },
    account: destination.account,
    region: destination.region,
    context: { 'aws:SourceArn': bucket.arn, 'aws:SourceAccount': bucket.account, 'aws:SecureTransport': 'true' },
  };
}
