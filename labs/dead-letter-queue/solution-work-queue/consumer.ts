import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The lab calls this in a loop. `ship` throws for an order that has no address, each time. */
export async function consume(sqs: SQSClient, queueUrl: string, ship: (order: string) => Promise<void>): Promise<void> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 20 }));
  for (const { Body = '', ReceiptHandle } of Messages) {
    await ship(Body);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
