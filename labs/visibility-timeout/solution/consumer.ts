import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Three workers call this in a loop. `encode` takes 40 seconds, and throws when the worker crashes. */
export async function consume(
  sqs: SQSClient,
  queueUrl: string,
  encode: (video: string) => Promise<void>,
): Promise<void> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 20 }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    await encode(Body);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
