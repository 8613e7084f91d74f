import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Says every 20 seconds that it is still at work. A worker that crashes says nothing, and another one takes over. */
export async function consume(
  sqs: SQSClient,
  queueUrl: string,
  encode: (video: string) => Promise<void>,
): Promise<void> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 20 }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    const extend = () =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 30 }));
    const heartbeat = setInterval(extend, 20_000);
    try {
      await encode(Body);
    } finally {
      clearInterval(heartbeat);
    }
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}
