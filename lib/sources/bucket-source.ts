import { CfnBucket, EventType, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { NotificationFilter } from '../../model/events/notification-filter';
import { check } from '../guard/rule';
import type { IWorkQueue } from '../queue/work-queue-base';
import { bucketArnPattern } from './bucket-arn';
import { addQueueNotifications, enableEventBridge } from './bucket-notifications';
import type { BucketSourceProps } from './bucket-source-props';
import { BUCKET_SOURCE_RULES, isForeign } from './bucket-source-rules';
import { filtersOf, notifyByHelper, printForOwner } from './imported-bucket';
import type { IQueueSource } from './queue-source';
import { noteBucket } from './source-stacks';
import { watch } from './watched-bucket';

/**
 * A bucket that tells a work queue about its objects, at least once for each event and in no particular order.
 *
 * A bucket of this app does so in its own notification configuration, so no helper function is deployed. An imported
 * one needs CDK's helper, which writes the configuration after CloudFormation. That of another account's bucket is
 * printed for its owner. When S3 takes a new configuration it sends one `s3:TestEvent` to the queue, which a consumer
 * must accept.
 */
export class BucketSource implements IQueueSource {
  constructor(
    private readonly bucket: IBucket,
    private readonly props: BucketSourceProps = {},
  ) {}

  /** @throws GuardError when S3 would refuse the notification, or would not be allowed to send */
  bind(queue: IWorkQueue): void {
    const { bucket, props } = this;
    const { events = [EventType.OBJECT_CREATED], prefix = '', prefixes = [prefix], suffix = '' } = props;
    const filters = prefixes.flatMap((begin) => events.map((event) => ({ event, prefix: begin, suffix })));
    const child = bucket.node.defaultChild;
    const cfnBucket = CfnBucket.isCfnBucket(child) ? child : undefined;
    const others = cfnBucket === undefined ? filtersOf(bucket) : undefined;
    check(queue, { queue, bucket, cfnBucket, filters, others, props }, BUCKET_SOURCE_RULES);
    if (cfnBucket === undefined) {
      this.bindImported(queue, filters);
    } else {
      this.bindOwn(queue, cfnBucket, filters);
    }
  }

  private bindOwn(queue: IWorkQueue, cfnBucket: CfnBucket, filters: readonly NotificationFilter[]): void {
    const permission = queue.allowSender({
      sid: 'AllowS3Events',
      service: 's3.amazonaws.com',
      sourceArn: bucketArnPattern(cfnBucket),
      sourceAccount: this.bucket.env.account,
    });
    addQueueNotifications(cfnBucket, queue.queueArn, filters);
    if (this.props.eventBridge === true) {
      enableEventBridge(cfnBucket);
    }
    watch(this.bucket, cfnBucket, filters);
    noteBucket(queue, this.bucket);
    // S3 tries the queue's policy when it takes the configuration, so the policy must be there first.
    cfnBucket.node.addDependency(permission);
  }

  private bindImported(queue: IWorkQueue, filters: readonly NotificationFilter[]): void {
    const { bucket } = this;
    const permission = queue.allowSender({
      sid: 'AllowS3Events',
      service: 's3.amazonaws.com',
      sourceArn: bucket.bucketArn,
      sourceAccount: bucket.env.account,
    });
    const eventBridge = this.props.eventBridge === true;
    if (isForeign(bucket)) {
      printForOwner(bucket, queue, filters, eventBridge);
    } else {
      notifyByHelper(bucket, queue, filters, eventBridge, permission);
    }
  }
}
