import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Order {
  readonly id: string;
  /** Paid for at once, and never to be cancelled. */
  readonly express: boolean;
}

/** The lab calls this for each order that a customer places. */
export async function place(sqs: SQSClient, queueUrl: string, order: Order): Promise<void> {
  // A message timer: it counts for this message only.
  const DelaySeconds = order.express ? 0 : 600;
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(order), DelaySeconds }));
}
