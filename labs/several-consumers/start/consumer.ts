import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Four workers call this in a loop. `shrink` takes 10 seconds. */
export async function consume(
  sqs: SQSClient,
  queueUrl: string,
  shrink: (image: string) => Promise<void>,
): Promise<void> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      // TODO(lab): four workers, and two of them have nothing to do.
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
    }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    await shrink(Body);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
