import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The lab calls this in a loop, as a worker would. */
export async function consume(
  sqs: SQSClient,
  queueUrl: string,
  answer: (ticket: string) => Promise<void>,
): Promise<void> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      // TODO(lab): the queue was set to 20 seconds, and the bill stayed as it was.
      WaitTimeSeconds: 0,
    }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    await answer(Body);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
