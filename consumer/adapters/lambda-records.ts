import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { MessageAttribute, QueueMessage } from '../engine/port';
import { NotAnSqsEventError } from '../errors';

/**
 * The messages of an event by the ARN of their queue. One event source mapping sends those of one queue, but a
 * hand-made event may mix them.
 * @throws NotAnSqsEventError
 */
export function messagesByQueue(event: SQSEvent): ReadonlyMap<string, readonly QueueMessage[]> {
  const queues = new Map<string, QueueMessage[]>();
  for (const record of recordsOf(event)) {
    const messages = queues.get(record.eventSourceARN);
    if (messages === undefined) {
      queues.set(record.eventSourceARN, [messageOfRecord(record)]);
    } else {
      messages.push(messageOfRecord(record));
    }
  }
  return queues;
}

function recordsOf(event: SQSEvent | null | undefined): readonly SQSRecord[] {
  const records: unknown = event?.Records;
  if (!Array.isArray(records) || records.some((record) => record?.eventSource !== 'aws:sqs')) {
    const got = JSON.stringify(event) ?? 'nothing';
    throw new NotAnSqsEventError(
      `'event' must be an SQS event with 'Records' from "aws:sqs", got ${got.length > 200 ? `${got.slice(0, 200)}...` : got}. ` +
        'This handler takes messages from an event source mapping of an SQS queue. ' +
        'Connect the function to a queue, or invoke it with an event of that shape.',
    );
  }
  return records;
}

function messageOfRecord(record: SQSRecord): QueueMessage {
  return {
    messageId: record.messageId,
    receiptHandle: record.receiptHandle,
    body: record.body,
    attributes: { ...record.attributes },
    messageAttributes: Object.fromEntries(
      Object.entries(record.messageAttributes ?? {}).map(([name, { dataType, stringValue, binaryValue }]) => {
        const attribute: MessageAttribute = {
          dataType,
          stringValue,
          // An event is JSON: bytes come as Base64.
          binaryValue: typeof binaryValue === 'string' ? Buffer.from(binaryValue, 'base64') : undefined,
        };
        return [name, attribute];
      }),
    ),
  };
}
