import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { parseS3Notification } from '../../../model/events/parse-s3-notification';
import { decodeS3Key } from '../../../model/events/s3-key';

export interface DeadLetter {
  readonly messageId: string;
  /** Keys of the objects that the message is about; empty when it is no S3 event. */
  readonly keys: readonly string[];
}

/** Receives every message of the dead-letter queue and leaves them there, visible, in the order of their keys. */
export async function readDeadLetters(sqs: SQSClient, QueueUrl: string): Promise<readonly DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  const batches: (readonly Message[])[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      // Long enough to come to the end before the first one is visible again.
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600, WaitTimeSeconds: 0 }),
    );
    const before = letters.size;
    for (const message of Messages) letters.set(message.MessageId ?? '', toLetter(message));
    if (Messages.length > 0) batches.push(Messages);
    if (letters.size === before) break;
  }
  for (const messages of batches) await release(sqs, QueueUrl, messages);
  return [...letters.values()].sort((a, b) => (a.keys.join() < b.keys.join() ? -1 : 1));
}

/** Makes them visible again: whoever looks into the queue next finds them. */
async function release(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  const Entries = messages.map(({ ReceiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle,
    VisibilityTimeout: 0,
  }));
  await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
}

function toLetter({ MessageId = '', Body = '' }: Message): DeadLetter {
  const notification = parseS3Notification(Body);
  const records = notification.kind === 'records' ? notification.records : [];
  return { messageId: MessageId, keys: records.map(({ s3 }) => decodeS3Key(s3.object.key) ?? s3.object.key) };
}
