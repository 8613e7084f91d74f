import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The lab calls this in a loop, as a worker would. `ship` takes a second, and throws when the printer is jammed. */
export async function consume(sqs: SQSClient, queueUrl: string, ship: (order: string) => Promise<void>): Promise<void> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    await ship(Body);
    // After the work, never before it: what fails in between comes back.
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
