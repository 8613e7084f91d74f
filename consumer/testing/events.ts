import { createHash } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { parseArn } from '../../model/arn';
import { s3EventRecord, s3TestEvent } from '../../model/events/s3-event';
import type { QueueMessage } from '../engine/port';

export const TEST_QUEUE_ARN = 'arn:aws:sqs:us-east-1:111122223333:work';
export const TEST_FIFO_QUEUE_ARN = 'arn:aws:sqs:us-east-1:111122223333:work.fifo';

export interface SqsRecordOptions {
  /** Text as it is; anything else becomes JSON. */
  readonly body: unknown;
  /** @default a number of its own */
  readonly messageId?: string;
  readonly receiptHandle?: string;
  /** @default 1 */
  readonly receiveCount?: number;
  readonly groupId?: string;
  readonly attributes?: SQSRecord['messageAttributes'];
  /** @default {@link TEST_QUEUE_ARN} */
  readonly queueArn?: string;
}

/** One record of an event that Lambda hands to a function. */
export function sqsRecord(options: SqsRecordOptions): SQSRecord {
  const { queueArn = TEST_QUEUE_ARN, messageId = 'message-1' } = options;
  const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  return {
    messageId,
    receiptHandle: options.receiptHandle ?? `receipt of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(options.receiveCount ?? 1),
      ApproximateFirstReceiveTimestamp: '1893456000000',
      SentTimestamp: '1893456000000',
      SenderId: '111122223333',
      ...(options.groupId === undefined ? {} : { MessageGroupId: options.groupId }),
    },
    messageAttributes: options.attributes ?? {},
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: parseArn(queueArn)?.region ?? '',
  };
}

/** An event with one record for each body; ids are `message-1`, `message-2`, ... */
export function sqsEvent(
  bodies: readonly unknown[],
  options: Omit<SqsRecordOptions, 'body' | 'messageId'> = {},
): SQSEvent {
  return { Records: bodies.map((body, index) => sqsRecord({ ...options, body, messageId: `message-${index + 1}` })) };
}

/** The event that Lambda makes of received messages. */
export function sqsEventOf(messages: readonly QueueMessage[], queueArn: string): SQSEvent {
  return {
    Records: messages.map((message) => {
      const record = sqsRecord({ ...message, queueArn, attributes: {} });
      const messageAttributes = Object.entries(message.messageAttributes).map(([name, attribute]) => [
        name,
        {
          dataType: attribute.dataType,
          stringValue: attribute.stringValue,
          binaryValue: attribute.binaryValue && Buffer.from(attribute.binaryValue).toString('base64'),
        },
      ]);
      const attributes: SQSRecord['attributes'] = { ...record.attributes, ...message.attributes };
      return { ...record, attributes, messageAttributes: Object.fromEntries(messageAttributes) };
    }),
  };
}

export interface S3EventOptions {
  readonly bucket?: string;
  /** As the bucket knows it; the event's is encoded. */
  readonly key: string;
  readonly eventName?: string;
  readonly size?: number;
  readonly eTag?: string;
  readonly versionId?: string;
  readonly sequencer?: string;
}

/** The body of S3's notification about one or more objects. */
export function s3EventBody(...objects: readonly S3EventOptions[]): string {
  const Records = objects.map((object) =>
    s3EventRecord({
      region: 'us-east-1',
      time: Date.UTC(2030, 0, 1),
      eventName: 'ObjectCreated:Put',
      configurationId: 'uploads',
      bucket: 'uploads',
      bucketOwner: 'A3EXAMPLE',
      sequencer: '0055AED6DCD90281E5',
      principalId: 'AWS:AROAEXAMPLE:session',
      sourceIp: '127.0.0.1',
      requestId: 'C3D13FE58DE4C810',
      hostId: 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD',
      ...object,
    }),
  );
  return JSON.stringify({ Records });
}

/** The body of what S3 sends when a notification is set up. */
export function s3TestEventBody(bucket = 'uploads'): string {
  return JSON.stringify(
    s3TestEvent({
      bucket,
      time: Date.UTC(2030, 0, 1),
      requestId: '5582815E1AEA5ADF',
      hostId: '8cLeGAmw098X5cv4Zkwcmo',
    }),
  );
}
