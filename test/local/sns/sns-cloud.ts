import {
  CreateTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type ClientOptions, type CloudEvent, LocalCloud } from '../../../local';

export const OWNER = '111122223333';
export const PARTNER = '444455556666';

/** A cloud on virtual time with clients of both services. */
export class SnsCloud {
  static async start(): Promise<SnsCloud> {
    return new SnsCloud(await LocalCloud.start({ clock: 'virtual' }));
  }

  readonly events: CloudEvent[] = [];
  readonly sns: SNSClient;

  private constructor(readonly cloud: LocalCloud) {
    this.sns = cloud.client(SNSClient);
    cloud.events.subscribe((event) => this.events.push(event));
  }

  snsOf(options: ClientOptions): SNSClient {
    return this.cloud.client(SNSClient, options);
  }

  sqsOf(account: string = OWNER): SQSClient {
    return this.cloud.client(SQSClient, { account });
  }

  async topic(name = 'orders', Attributes: Record<string, string> = {}): Promise<string> {
    const fifo: Record<string, string> = name.endsWith('.fifo') ? { FifoTopic: 'true' } : {};
    const { TopicArn = '' } = await this.sns.send(
      new CreateTopicCommand({ Name: name, Attributes: { ...fifo, ...Attributes } }),
    );
    return TopicArn;
  }

  /** A queue that takes messages from topics, unless another policy is given. */
  async queue(name: string, { account = OWNER, policy = true }: { account?: string; policy?: boolean } = {}) {
    const arn = `arn:aws:sqs:us-east-1:${account}:${name}`;
    await this.sqsOf(account).send(
      new CreateQueueCommand({
        QueueName: name,
        Attributes: {
          ...(name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}),
          ...(policy ? { Policy: JSON.stringify(allowSns(arn)) } : {}),
        },
      }),
    );
    return arn;
  }

  async setQueuePolicy(queueArn: string, policy: object): Promise<void> {
    const account = queueArn.split(':')[4];
    const Attributes = { Policy: JSON.stringify(policy) };
    await this.sqsOf(account).send(new SetQueueAttributesCommand({ QueueUrl: urlOf(queueArn), Attributes }));
  }

  async setTopicPolicy(TopicArn: string, ...statements: readonly object[]): Promise<void> {
    const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await this.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  }

  async subscribe(TopicArn: string, Endpoint: string, Attributes: Record<string, string> = {}): Promise<string> {
    const { SubscriptionArn = '' } = await this.sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes, ReturnSubscriptionArn: true }),
    );
    return SubscriptionArn;
  }

  publish(TopicArn: string, Message: string, more: Partial<PublishCommandInput> = {}) {
    return this.sns.send(new PublishCommand({ TopicArn, Message, ...more }));
  }

  /** Takes everything that is visible out of a queue. */
  async take(queueArn: string): Promise<Message[]> {
    const sqs = this.sqsOf(queueArn.split(':')[4]);
    const QueueUrl = urlOf(queueArn);
    const taken: Message[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return taken;
      taken.push(...Messages);
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }

  async bodies(queueArn: string): Promise<string[]> {
    return (await this.take(queueArn)).map(({ Body = '' }) => Body);
  }

  /** The fields of an event of one type, each time it happened. */
  happened(type: string): readonly CloudEvent[] {
    return this.events.filter((event) => event.type === type);
  }
}

export const urlOf = (queueArn: string): string => {
  const [, , , , account, name] = queueArn.split(':');
  return `http://127.0.0.1:4566/${account}/${name}`;
};

export const allowSns = (queueArn: string, Condition?: object) => ({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    ...(Condition === undefined ? {} : { Condition }),
  },
});

export const redrive = (deadLetterTargetArn: string) => ({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) });
