import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { WorkQueueProps } from '../queue/work-queue-props';
import type { TopicSourceProps } from '../sources/topic-source-props';

/** One of the queues: which messages it gets, and how it is made. */
export interface FanOutQueue extends TopicSourceProps {
  /**
   * The work queue, with its own dead-letter queue, alarms and visibility timeout.
   *
   * Its kind and key are the fan-out's, unless it has a key of its own.
   *
   * @default - a work queue with its own defaults
   */
  readonly queue?: Omit<WorkQueueProps, 'fifo'>;
}

/** How a FIFO fan-out tells messages apart. */
export interface FanOutFifoOptions {
  /**
   * Whether SNS derives the deduplication id from the body's SHA-256 when the publisher gives none.
   *
   * Two messages with the same body within 5 minutes are then one message, whatever their attributes say.
   *
   * @default false
   */
  readonly contentBasedDeduplication?: boolean;
}

export interface FanOutProps<Name extends string = string> {
  /**
   * The queues by name: `{ Billing: { filterPolicy: { type: ['paid'] } }, Archive: {} }`.
   *
   * At least one. The name is the construct's id below the fan-out, and so part of its logical id.
   */
  readonly queues: Readonly<Record<Name, FanOutQueue>>;

  /**
   * A topic that exists, or that somebody else of the app makes.
   *
   * @default - a new topic that takes messages over TLS only
   */
  readonly topic?: sns.ITopic;

  /**
   * Name of the new topic, 1 to 256 letters, digits, hyphens and underscores; a FIFO topic's name ends in `.fifo`.
   *
   * @default - CloudFormation generates it
   */
  readonly topicName?: string;

  /**
   * Makes the new topic and all queues FIFO: `fifo: {}`. Order holds within a message group, in every queue.
   *
   * @default - standard, or the kind of `topic`
   */
  readonly fifo?: FanOutFifoOptions;

  /**
   * A customer managed key that encrypts the new topic and the queues.
   *
   * Whoever publishes needs it as well: `grantPublish` gives it.
   *
   * @default - SSE-SQS for the queues, and no key for the topic
   */
  readonly encryptionKey?: kms.IKey;
}
