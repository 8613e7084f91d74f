import { parseArn } from '../arn';

/** One message as an event source mapping hands it to a function. "Using Lambda with Amazon SQS". */
export interface SqsEventRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: SqsEventAttributes;
  readonly messageAttributes: Readonly<Record<string, SqsEventMessageAttribute>>;
  readonly md5OfBody: string;
  /** Null when the message has no attributes of its own. */
  readonly md5OfMessageAttributes: string | null;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** The message's system attributes; each one is text, as in `ReceiveMessage`. */
export interface SqsEventAttributes {
  readonly ApproximateReceiveCount: string;
  /** Milliseconds since 1970. */
  readonly SentTimestamp: string;
  readonly SenderId: string;
  /** Milliseconds since 1970. */
  readonly ApproximateFirstReceiveTimestamp: string;
  /** FIFO queues; on standard queues when the sender gave one (fair queues). */
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
  readonly SequenceNumber?: string;
  readonly AWSTraceHeader?: string;
  /** ARN of the queue that the message came from, on a dead-letter queue. */
  readonly DeadLetterQueueSourceArn?: string;
}

export interface SqsEventMessageAttribute {
  readonly dataType: string;
  readonly stringValue?: string;
  /** Base64. */
  readonly binaryValue?: string;
  /** Always empty: SQS has no lists. */
  readonly stringListValues: readonly string[];
  readonly binaryListValues: readonly string[];
}

export interface SqsEvent {
  readonly Records: readonly SqsEventRecord[];
}

/** A received message, in the parts that its event record is made of. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly attributes: SqsEventAttributes;
  readonly messageAttributes?: Readonly<
    Record<string, { readonly dataType: string; readonly stringValue?: string; readonly binaryValue?: string }>
  >;
}

/** @param queueArn the queue that the mapping reads; its region becomes the record's */
export function sqsEventRecord(message: ReceivedMessage, queueArn: string): SqsEventRecord {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes ?? {}).map(([name, attribute]) => [
        name,
        { ...attribute, stringListValues: [], binaryListValues: [] },
      ]),
    ),
    md5OfBody: message.md5OfBody,
    md5OfMessageAttributes: message.md5OfMessageAttributes ?? null,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: parseArn(queueArn)?.region ?? '',
  };
}
