import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Order {
  readonly id: string;
  /** Paid for at once, and never to be cancelled. */
  readonly express: boolean;
}

/** The lab calls this for each order that a customer places. */
export async function place(sqs: SQSClient, queueUrl: string, order: Order): Promise<void> {
  // The queue delays; the timer of a message goes before the delay of its queue, also when it is 0.
  const timer = order.express ? { DelaySeconds: 0 } : {};
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(order), ...timer }));
}
