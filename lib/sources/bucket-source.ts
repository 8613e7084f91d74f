import { CfnBucket, EventType, type IBucket } from 'aws-cdk-lib/aws-s3';
import { check, violationsOf } from '../guard/rule';
import type { IWorkQueue } from '../queue/work-queue-base';
import { bucketArnPattern } from './bucket-arn';
import { addQueueNotifications } from './bucket-notifications';
import { BUCKET_SOURCE_RULES, SINGLE_WRITER_RULE } from './bucket-source-rules';
import type { IQueueSource } from './queue-source';

export interface BucketSourceProps {
  /**
   * The events that are sent to the queue.
   *
   * At least one. S3 refuses two notifications of one bucket that could both get the same event of the same object.
   *
   * @default [EventType.OBJECT_CREATED]
   */
  readonly events?: readonly EventType[];

  /**
   * Only objects whose key begins with this.
   *
   * @default - all keys
   */
  readonly prefix?: string;

  /**
   * Only objects whose key ends with this.
   *
   * @default - all keys
   */
  readonly suffix?: string;
}

/** One error for a bucket, however many sources it has. */
const WATCHED = new WeakSet<IBucket>();

/**
 * A bucket that tells a work queue about its objects, at least once for each event and in no particular order.
 *
 * It uses the bucket's own notification configuration, so no helper function is deployed. When S3 takes a new
 * configuration it sends one `s3:TestEvent` to the queue, which a consumer must accept.
 */
export class BucketSource implements IQueueSource {
  constructor(
    private readonly bucket: IBucket,
    private readonly props: BucketSourceProps = {},
  ) {}

  /** @throws GuardError when S3 would refuse the notification, or would not be allowed to send */
  bind(queue: IWorkQueue): void {
    const { events = [EventType.OBJECT_CREATED], prefix = '', suffix = '' } = this.props;
    const filters = events.map((event) => ({ event, prefix, suffix }));
    const cfnBucket = this.bucket.node.defaultChild;
    const own = CfnBucket.isCfnBucket(cfnBucket) ? cfnBucket : undefined;
    check(queue, { queue, bucket: this.bucket, cfnBucket: own, filters }, BUCKET_SOURCE_RULES);
    if (own === undefined) {
      return;
    }
    this.refuseOtherWriters();
    const permission = queue.allowSender({
      sid: 'AllowS3Events',
      service: 's3.amazonaws.com',
      sourceArn: bucketArnPattern(own),
      sourceAccount: this.bucket.env.account,
    });
    addQueueNotifications(own, queue.queueArn, filters);
    // S3 tries the queue's policy when it takes the configuration, so the policy must be there first.
    own.node.addDependency(permission);
  }

  /** A second writer may come after this source. */
  private refuseOtherWriters(): void {
    const { bucket } = this;
    if (!WATCHED.has(bucket)) {
      WATCHED.add(bucket);
      bucket.node.addValidation({
        validate: () => violationsOf({ bucket }, [SINGLE_WRITER_RULE]).map(({ id, message }) => `[${id}] ${message}`),
      });
    }
  }
}
