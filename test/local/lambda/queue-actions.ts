import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type Message, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../../../local';

export async function send(cloud: LocalCloud, QueueUrl: string, ...bodies: readonly string[]): Promise<void> {
  const sqs = cloud.client(SQSClient);
  for (const MessageBody of bodies) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody,
        MessageGroupId: QueueUrl.endsWith('.fifo') ? MessageBody.split(':')[0] : undefined,
      }),
    );
  }
}

/** Everything that can be received now; it stays in flight. */
export async function receiveAll(cloud: LocalCloud, QueueUrl: string): Promise<readonly Message[]> {
  const sqs = cloud.client(SQSClient);
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 43_200,
        // A queue may poll long by default, and on virtual time nobody would let that time pass.
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

/** The lines that a function printed, and Lambda's own. */
export async function logLines(cloud: LocalCloud, logGroupName: string, account?: string): Promise<readonly string[]> {
  const client = cloud.client(CloudWatchLogsClient, { account });
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName }));
  return events.map(({ message = '' }) => message.trimEnd());
}
