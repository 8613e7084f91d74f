import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Order {
  readonly id: string;
  /** Paid for at once, and never to be cancelled. */
  readonly express: boolean;
}

/** The lab calls this for each order that a customer places. */
export async function place(sqs: SQSClient, queueUrl: string, order: Order): Promise<void> {
  // TODO(lab): customers may cancel for ten minutes, but the warehouse has the parcel packed by then.
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(order) }));
}
