import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { parseS3Notification } from '../../../model/events/parse-s3-notification';
import { decodeS3Key } from '../../../model/events/s3-key';

export interface DeadLetter {
  readonly messageId: string;
  /** Keys of the objects that the message is about; empty when it is no S3 event. */
  readonly keys: readonly string[];
}

/** Receives every message of the dead-letter queue. None is deleted: they are visible again after a minute. */
export async function readDeadLetters(sqs: SQSClient, queueUrl: string): Promise<readonly DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 60,
        WaitTimeSeconds: 0,
      }),
    );
    const before = letters.size;
    for (const message of Messages) letters.set(message.MessageId ?? '', toLetter(message));
    if (letters.size === before) return [...letters.values()];
  }
}

function toLetter({ MessageId = '', Body = '' }: Message): DeadLetter {
  const notification = parseS3Notification(Body);
  const records = notification.kind === 'records' ? notification.records : [];
  return { messageId: MessageId, keys: records.map(({ s3 }) => decodeS3Key(s3.object.key) ?? s3.object.key) };
}
