import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The lab calls this in a loop, as a worker would. `ship` takes a second, and throws when the printer is jammed. */
export async function consume(sqs: SQSClient, queueUrl: string, ship: (order: string) => Promise<void>): Promise<void> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
  );
  for (const { Body = '' } of Messages) {
    await ship(Body);
    // TODO(lab): the order has left the house, but the queue does not know.
  }
}
