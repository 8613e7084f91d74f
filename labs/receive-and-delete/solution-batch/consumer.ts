import {
  DeleteMessageBatchCommand,
  type DeleteMessageBatchRequestEntry,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** One request deletes up to ten messages. An order that fails holds up none of the others. */
export async function consume(sqs: SQSClient, queueUrl: string, ship: (order: string) => Promise<void>): Promise<void> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
  );
  const shipped: DeleteMessageBatchRequestEntry[] = [];
  for (const { Body = '', ReceiptHandle, MessageId: Id } of Messages) {
    try {
      await ship(Body);
      shipped.push({ Id, ReceiptHandle });
    } catch {
      // Not deleted, so it becomes visible again.
    }
  }
  if (shipped.length === 0) return;
  const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: shipped }));
  if (Failed.length > 0) throw new Error(`${Failed.length} messages were not deleted: ${Failed[0]?.Message}`);
}
