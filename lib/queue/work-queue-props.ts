import type { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** How a FIFO queue tells messages apart and how much it takes. Holds for the queue and its dead-letter queue. */
export interface FifoOptions {
  /**
   * Whether SQS derives the deduplication id from the body's SHA-256 when the sender gives none.
   *
   * Two messages with the same body within 5 minutes are then one message, whatever their attributes say.
   * Without it every send must carry a `MessageDeduplicationId`, and SQS refuses one that does not.
   *
   * @default false
   */
  readonly contentBasedDeduplication?: boolean;

  /**
   * Whether the quota of 300 API calls a second and action holds for the queue or for each message group.
   *
   * `PER_MESSAGE_GROUP_ID` is what AWS calls high throughput for FIFO queues. AWS accepts it only together with
   * deduplication within the message group, so that is set with it: the same deduplication id in two groups
   * is then two messages.
   *
   * @default FifoThroughputLimit.PER_QUEUE
   */
  readonly throughputLimit?: sqs.FifoThroughputLimit;
}

/** When a work queue asks for a person. */
export interface QueueAlarmOptions {
  /**
   * The age of the oldest message at which the consumers count as having fallen behind.
   *
   * SQS leaves a message out of this age once it was received three times, so one message that keeps failing
   * does not raise this alarm but the other one, when it lands in the dead-letter queue.
   *
   * @default - the larger of 15 minutes and three visibility timeouts
   */
  readonly oldestMessageAge?: Duration;

  /**
   * The number of messages in the dead-letter queue that raises the alarm. At least 1.
   *
   * @default 1
   */
  readonly deadLetters?: number;

  /**
   * How long what is waiting and in flight may take before an alarm is raised.
   *
   * At the present pace of deletion, whatever arrives besides, so it holds while the queue grows too. The alarm wants
   * three 5-minute periods in a row, so a burst that the consumers digest does not raise it. 1 minute to 14 days.
   *
   * @default - no such alarm
   */
  readonly timeToDrain?: Duration;

  /**
   * Fair queues: the age of the oldest message of a quiet message group at which an alarm is raised.
   *
   * On a standard queue whose messages carry a `MessageGroupId` (one for each tenant), SQS prefers the groups without
   * a backlog. While one tenant is noisy, the age of the whole queue says nothing about the others; this one does.
   * 1 minute to 14 days. Not with `fifo`, whose groups are not fair queues.
   *
   * @default - no such alarm
   */
  readonly quietGroupsAge?: Duration;

  /**
   * The topic that the alarms notify when they go off and when they are over, that of a source's undelivered messages
   * included.
   *
   * CloudWatch may publish to a topic of this app afterwards, customer key included. Not a topic encrypted with
   * `alias/aws/sns`: CloudWatch cannot use that key, and the notification would be lost without a word.
   *
   * @default - alarms without actions: add your own to `queue.alarms`
   */
  readonly topic?: ITopic;
}

export interface WorkQueueProps {
  /**
   * Name of the queue; its dead-letter queue is called `<name>-dlq`.
   *
   * 1 to 76 letters, digits, hyphens and underscores (80 is SQS's limit, and `-dlq` must fit as well).
   * A FIFO queue's name ends in `.fifo`, which counts. With a literal name the dead-letter queue accepts
   * messages from this queue only: see `docs/constructs/work-queue.md`.
   *
   * @default - CloudFormation generates both names
   */
  readonly queueName?: string;

  /**
   * Makes the queue and its dead-letter queue FIFO: `fifo: {}`. AWS accepts only a pair of the same kind.
   *
   * A queue cannot change its kind: CloudFormation replaces it.
   *
   * @default - standard queues
   */
  readonly fifo?: FifoOptions;

  /**
   * How long a received message stays hidden, so that nobody else works on it meanwhile.
   *
   * 0 seconds to 12 hours. Left out, each consumer raises it to what it needs: for a Lambda function 6 times its
   * timeout plus the batching window, so that batches that Lambda throttled can be retried; the largest need counts.
   * Given, it stands as it is: below a function's timeout is an error, because AWS refuses it,
   * below what the function needs is a warning.
   *
   * @default - what the consumers need; 30 seconds without any
   */
  readonly visibilityTimeout?: Duration;

  /**
   * How many times a message is received before the next receive moves it to the dead-letter queue.
   *
   * 1 to 1,000. AWS advises at least 5 with Lambda: a throttled invocation counts as a receive too.
   *
   * @default 5
   */
  readonly maxReceiveCount?: number;

  /**
   * How long the queue keeps a message that nobody deletes.
   *
   * 1 minute to 14 days.
   *
   * @default Duration.days(4)
   */
  readonly retentionPeriod?: Duration;

  /**
   * How long the dead-letter queue keeps a message.
   *
   * 1 minute to 14 days. Between standard queues a message keeps the time at which it was first sent, so this must
   * be longer than `retentionPeriod` (or both 14 days), or a message can expire as soon as it is moved.
   *
   * @default Duration.days(14)
   */
  readonly deadLetterRetentionPeriod?: Duration;

  /**
   * How long a receive waits for a message when it does not say itself (long polling).
   *
   * 0 to 20 seconds. Longer waits mean fewer empty receives, which cost as much as full ones.
   *
   * @default Duration.seconds(20)
   */
  readonly receiveMessageWaitTime?: Duration;

  /**
   * How long a new message stays hidden before it can be received for the first time.
   *
   * 0 to 15 minutes. Holds for the queue only, never for its dead-letter queue.
   *
   * @default Duration.seconds(0)
   */
  readonly deliveryDelay?: Duration;

  /**
   * The largest message that the queue takes, its attributes included.
   *
   * 1 KiB to 1 MiB (256 KiB before August 2025).
   *
   * @default Size.mebibytes(1)
   */
  readonly maxMessageSize?: Size;

  /**
   * A customer managed key that encrypts both queues (SSE-KMS).
   *
   * Not AWS's own `alias/aws/sqs`: its policy cannot be changed, so S3, SNS and other accounts could never send.
   *
   * @default - SSE-SQS: no key, no cost, and every source can send
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long SQS uses a data key again before it asks KMS for another.
   *
   * 1 minute to 1 day. Longer means fewer requests to KMS, which cost money and count towards its quota, and a revoked
   * key that stays usable for longer. Only with `encryptionKey`: SSE-SQS has no data keys of yours.
   *
   * @default Duration.minutes(5)
   */
  readonly dataKeyReuse?: Duration;

  /**
   * Tags of both queues and of the alarms, on top of those of the stack.
   *
   * Up to 50, names of 1 to 128 characters that do not begin with `aws:`, values of up to 256.
   *
   * @default - none of its own
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * What happens to both queues when they leave the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The alarms of this queue, or `false` for none.
   *
   * @default - both alarms with their own defaults
   */
  readonly alarms?: QueueAlarmOptions | false;
}
