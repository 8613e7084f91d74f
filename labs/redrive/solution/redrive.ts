import { type SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';

export interface Queues {
  readonly deadLetterQueueUrl: string;
  readonly deadLetterQueueArn: string;
  readonly ordersUrl: string;
}

/** SQS moves all of them, back to where each came from. Without a destination that is the source queue. */
export async function redrive(sqs: SQSClient, { deadLetterQueueArn }: Queues): Promise<void> {
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterQueueArn }));
}
