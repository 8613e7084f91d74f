import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The lab calls this in a loop, as a worker would. */
export async function consume(
  sqs: SQSClient,
  queueUrl: string,
  answer: (ticket: string) => Promise<void>,
): Promise<void> {
  const { Messages = [] } = await sqs.send(
    // Without WaitTimeSeconds the queue's own ReceiveMessageWaitTimeSeconds counts.
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    await answer(Body);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
