import type { EventType } from 'aws-cdk-lib/aws-s3';

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
   * Only objects whose key begins with one of these; instead of `prefix`. None may begin with another.
   *
   * @default - all keys, or those with `prefix`
   */
  readonly prefixes?: readonly string[];

  /**
   * Only objects whose key ends with this.
   *
   * @default - all keys
   */
  readonly suffix?: string;

  /**
   * Whether the bucket also sends all of its events to EventBridge, for rules with other targets, such as FIFO queues.
   *
   * In place of the bucket's own `eventBridgeEnabled`, which deploys a helper function that replaces the whole
   * configuration, the queue's part with it.
   *
   * @default false
   */
  readonly eventBridge?: boolean;
}
