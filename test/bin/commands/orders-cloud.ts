import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local';
import { type Command, type Ended, root, Workplace } from './command';

/** Milliseconds: each command is a process of its own, on a machine that may be busy. */
export const slow = 120_000;

const spillway = [`${root}/bin/bootstrap.mjs`, 'spillway', 'dlq'];

/** A local cloud on the real clock with the queue `orders` and its dead-letter queue, and `spillway dlq` against it. */
export class OrdersCloud {
  static async start(): Promise<OrdersCloud> {
    const orders = new OrdersCloud(await LocalCloud.start({ port: 0 }));
    orders.dead = await orders.createQueue('orders-dlq');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: orders.arnOf('orders-dlq'), maxReceiveCount: 3 });
    orders.source = await orders.createQueue('orders', { RedrivePolicy });
    return orders;
  }

  readonly workplace = new Workplace();
  readonly sqs: SQSClient;
  dead = '';
  source = '';

  private constructor(readonly cloud: LocalCloud) {
    this.sqs = cloud.client(SQSClient);
  }

  stop(): Promise<void> {
    this.workplace.remove();
    return this.cloud.stop();
  }

  async createQueue(QueueName: string, Attributes?: Record<string, string>): Promise<string> {
    return (await this.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  }

  arnOf(name: string): string {
    return `arn:aws:sqs:us-east-1:${this.cloud.account}:${name}`;
  }

  /** As the engine dead-letters. Returns the message's id. */
  async deadLetter(body: object, reason: string, from = this.arnOf('orders')): Promise<string> {
    const { MessageId = '' } = await this.sqs.send(
      new SendMessageCommand({
        QueueUrl: this.dead,
        MessageBody: JSON.stringify(body),
        MessageAttributes: {
          'Spillway.Reason': { DataType: 'String', StringValue: reason },
          'Spillway.SourceArn': { DataType: 'String', StringValue: from },
        },
      }),
    );
    return MessageId;
  }

  /** A message that SQS itself has moved: why stands in the log `/orders` alone. Returns its id. */
  async failLogged(body: object, reason: string): Promise<string> {
    const { source: QueueUrl, sqs } = this;
    const { MessageId = '' } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
    for (let receive = 0; receive < 4; receive += 1) {
      await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    }
    const logs = this.cloud.client(CloudWatchLogsClient);
    const stream = { logGroupName: '/orders', logStreamName: 's' };
    await logs.send(new CreateLogGroupCommand(stream));
    await logs.send(new CreateLogStreamCommand(stream));
    const logEvents = [{ timestamp: Date.now(), message: JSON.stringify({ messageId: MessageId, reason }) }];
    await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
    return MessageId;
  }

  /** Visible messages. */
  async depth(QueueUrl: string): Promise<number> {
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await this.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Number(Attributes?.ApproximateNumberOfMessages);
  }

  command(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
    return this.workplace.run(process.execPath, [...spillway, ...args], { env: { ...this.environment(), ...env } });
  }

  dlq(...args: string[]): Promise<Ended> {
    return this.command(args).ended;
  }

  onTerminal(...args: string[]): Command {
    return this.workplace.runOnTerminal(process.execPath, [...spillway, ...args], { env: this.environment() });
  }

  private environment(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.cloud.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: this.cloud.account,
      AWS_SECRET_ACCESS_KEY: 'local',
    };
  }
}
