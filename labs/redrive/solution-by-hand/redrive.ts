import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Queues {
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  readonly ordersUrl: string;
}

/** Until nothing is left: first the copy, then the deletion, so that a crash in between loses nothing. */
export async function redrive(sqs: SQSClient, { deadLetterQueueUrl, ordersUrl }: Queues): Promise<void> {
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: deadLetterQueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0) return;
    for (const { Body, ReceiptHandle } of Messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: ordersUrl, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle }));
    }
  }
}
