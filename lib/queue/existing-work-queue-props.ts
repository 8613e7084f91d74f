import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';

/** What is known here about a queue that this app does not make. */
export interface WorkQueueAttributes {
  /** The queue's ARN. Its region and account follow from it, and so do its name and URL. */
  readonly queueArn: string;

  /**
   * Whether it is a FIFO queue, for an ARN that only CloudFormation will know.
   *
   * @default - as its name ends: in `.fifo` or not
   */
  readonly fifo?: boolean;

  /**
   * The dead-letter queue of its redrive policy, given together with `maxReceiveCount`.
   *
   * In the same account and region and of the same kind.
   *
   * @default - not known here: nobody can be granted to redrive, and a handler leaves failures to the queue
   */
  readonly deadLetterQueueArn?: string;

  /**
   * The `maxReceiveCount` of its redrive policy, given together with `deadLetterQueueArn`. 1 to 1,000.
   *
   * @default - not known here
   */
  readonly maxReceiveCount?: number;

  /**
   * The visibility timeout that the queue has. 0 seconds to 12 hours.
   *
   * Consumers cannot raise it, so they compare it with what they need.
   *
   * @default - not known here: consumers warn
   */
  readonly visibilityTimeout?: Duration;

  /**
   * The customer key that encrypts the queue.
   *
   * @default - none: the queue uses SSE-SQS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether somebody else writes the queue's policy: then the statements that it needs are printed as an output, and
   * as an annotation where every part of them is literal.
   *
   * The policy of an existing queue cannot be written from here. CDK drops such statements without a word, and the
   * sender meets AccessDenied at run time. Left false, whatever needs the policy is an error instead.
   *
   * @default false
   */
  readonly policyManagedExternally?: boolean;
}
