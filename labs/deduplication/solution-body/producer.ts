import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Order {
  /** The page gives out a new one for each order; pressing the button twice sends the same one twice. */
  readonly orderId: string;
  readonly customer: string;
  readonly item: string;
}

/** The lab calls this whenever somebody presses the button. */
export async function pay(sqs: SQSClient, queueUrl: string, { orderId, customer, item }: Order): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageGroupId: customer,
      // The hash is of the body, so what tells two orders apart belongs into it.
      MessageBody: JSON.stringify({ orderId, customer, item }),
    }),
  );
}
