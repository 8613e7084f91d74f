import { ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Queues {
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  readonly ordersUrl: string;
}

/** The lab calls this when the bug is mended, and twice more, ten minutes later each. */
export async function redrive(sqs: SQSClient, { deadLetterQueueUrl, ordersUrl }: Queues): Promise<void> {
  // TODO(lab): ten orders arrive twice, and the dead-letter queue stays full.
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: deadLetterQueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { Body } of Messages) {
    await sqs.send(new SendMessageCommand({ QueueUrl: ordersUrl, MessageBody: Body }));
  }
}
