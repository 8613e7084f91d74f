import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { TopicFilterPolicy, TopicFilterScope } from './topic-filter';

export interface TopicSourceProps {
  /**
   * Which messages go to the queue; others are dropped for this queue, and not dead-lettered.
   *
   * At most 5 keys on the top level, and 150 combinations (the lengths of all lists multiplied).
   * A change takes up to 15 minutes to be in force.
   *
   * @default - all messages
   */
  readonly filterPolicy?: TopicFilterPolicy;

  /**
   * Whether the filter looks at the message's attributes or at its body, which must then be a JSON object.
   *
   * @default 'MessageAttributes'
   */
  readonly filterPolicyScope?: TopicFilterScope;

  /**
   * Whether the queue gets the message itself, with its attributes, instead of SNS's JSON envelope around it.
   *
   * SQS takes 10 attributes at most: a raw message with more goes to the dead-letter queue. A consumer opens the
   * envelope with `sns()` of `cdk-spillway/consumer`.
   *
   * @default false
   */
  readonly rawMessageDelivery?: boolean;

  /**
   * Where SNS puts what it could not deliver: the queue or its key refused it, or SQS failed for 23 days.
   *
   * Of the queue's kind, account and region, and made in this app: SNS needs a statement in its policy.
   * It is not the work queue's dead-letter queue, whose messages were delivered and failed in the consumer: SQS cannot
   * move messages back from a dead-letter queue of SNS without being told where to.
   *
   * @default - one queue for all topics of a work queue, kept for 14 days, with an alarm
   */
  readonly deadLetterQueue?: IQueue;
}
