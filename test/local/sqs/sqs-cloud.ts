import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { LocalCloud, type LocalCloudOptions } from '../../../local/local-cloud';

export const ACCOUNT = '111122223333';

/** A cloud on the virtual clock, with the calls that nearly every test of a queue makes. */
export class SqsCloud {
  static async start(options: LocalCloudOptions = {}): Promise<SqsCloud> {
    return new SqsCloud(await LocalCloud.start({ clock: 'virtual', account: ACCOUNT, ...options }));
  }

  readonly client: SQSClient;

  private constructor(readonly cloud: LocalCloud) {
    this.client = cloud.client(SQSClient);
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  /** Seconds. */
  pass(seconds: number): Promise<void> {
    return this.cloud.advance(seconds * 1000);
  }

  async createQueue(name: string, attributes: Partial<Record<QueueAttributeName, string>> = {}): Promise<string> {
    const { QueueUrl } = await this.client.send(
      new CreateQueueCommand({
        QueueName: name,
        Attributes: { ...(name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}), ...attributes },
      }),
    );
    return QueueUrl as string;
  }

  setAttributes(QueueUrl: string, Attributes: Partial<Record<QueueAttributeName, string>>) {
    return this.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }

  send(QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) {
    return this.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  }

  async receive(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
    const answer = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
        ...more,
      }),
    );
    return answer.Messages ?? [];
  }

  async bodies(queueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<(string | undefined)[]> {
    return (await this.receive(queueUrl, more)).map(({ Body }) => Body);
  }

  delete(QueueUrl: string, { ReceiptHandle }: Pick<Message, 'ReceiptHandle'>) {
    return this.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }

  changeVisibility(QueueUrl: string, { ReceiptHandle }: Pick<Message, 'ReceiptHandle'>, VisibilityTimeout: number) {
    return this.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  }

  async attributes(QueueUrl: string, ...names: QueueAttributeName[]): Promise<Record<string, string>> {
    const AttributeNames: QueueAttributeName[] = names.length === 0 ? ['All'] : names;
    const { Attributes } = await this.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Attributes ?? {};
  }

  /** Visible, in flight and delayed messages. */
  async depth(queueUrl: string): Promise<[visible: number, inFlight: number, delayed: number]> {
    const attributes = await this.attributes(queueUrl);
    return [
      Number(attributes['ApproximateNumberOfMessages']),
      Number(attributes['ApproximateNumberOfMessagesNotVisible']),
      Number(attributes['ApproximateNumberOfMessagesDelayed']),
    ];
  }
}

export function arnOf(name: string, account = ACCOUNT): string {
  return `arn:aws:sqs:us-east-1:${account}:${name}`;
}

export function redrivePolicy(deadLetterQueue: string, maxReceiveCount: number | string): string {
  return JSON.stringify({ deadLetterTargetArn: arnOf(deadLetterQueue), maxReceiveCount });
}

export function only(messages: readonly Message[]): Message {
  const [message, ...others] = messages;
  if (message === undefined || others.length > 0) throw new Error(`Expected one message, got ${messages.length}.`);
  return message;
}
