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
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
    }),
  );
  // What it took it does at the same time.
  await Promise.all(
    Messages.map(async ({ Body = '', ReceiptHandle }) => {
      await shrink(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }),
  );
}
