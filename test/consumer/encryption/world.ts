import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  type ConsumeOptions,
  consume,
  createProducer,
  type ProducerOptions,
  type SqsBatchHandler,
} from '../../../consumer';
import { type EncryptionOptions, encryptWith } from '../../../consumer/encryption';
import { invoke, MemoryLogger, sqsEventOf } from '../../../consumer/testing';
import { LocalCloud } from '../../../local';

export interface Order {
  readonly orderId: string;
  readonly card: string;
}

export const order: Order = { orderId: 'o-1', card: '4111111111111111' };

/** A queue with a dead-letter queue, a key, and what the tests do with them, through the SDK's clients. */
export class World {
  static async start(name = 'orders'): Promise<World> {
    const cloud = await LocalCloud.start({ clock: 'real' });
    const world = new World(cloud);
    world.keyId = await world.createKey();
    world.deadLetterQueueUrl = await world.createQueue(`dead-${name}`);
    world.queueUrl = await world.createQueue(name);
    return world;
  }

  readonly sqs: SQSClient;
  readonly kms: KMSClient;
  readonly logger = new MemoryLogger();
  keyId = '';
  queueUrl = '';
  deadLetterQueueUrl = '';

  private constructor(readonly cloud: LocalCloud) {
    this.sqs = cloud.client(SQSClient);
    this.kms = cloud.client(KMSClient);
  }

  async createKey(): Promise<string> {
    return (await this.kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  }

  async createQueue(QueueName: string): Promise<string> {
    const Attributes: Record<string, string> = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
    return (await this.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  }

  /** The options that producer and consumer share. */
  options(options: Partial<EncryptionOptions> = {}): EncryptionOptions {
    return { keyIds: [this.keyId], client: this.kms, ...options };
  }

  producer(options: ProducerOptions = {}, encryption: Partial<EncryptionOptions> = {}) {
    const settings = { queueUrl: this.queueUrl, client: this.sqs, retrySeconds: 0, ...options };
    return createProducer({ encryption: encryptWith(this.options(encryption)), ...settings });
  }

  /** What is visible in a queue, taken out of it. */
  async receive(QueueUrl = this.queueUrl): Promise<readonly Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const { Messages = [] } = await this.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 600,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return messages;
      messages.push(...Messages);
    }
  }

  /** Puts a body, as it is, into a queue. */
  async put(MessageBody: string, QueueUrl = this.queueUrl): Promise<void> {
    await this.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }

  /** One invocation of a function with everything that is visible; the log's line for each message. */
  async handle<Payload>(options: ConsumeOptions<Payload>, queueUrl = this.queueUrl) {
    return this.invoke(this.handler(options), queueUrl);
  }

  handler<Payload>(options: ConsumeOptions<Payload>) {
    return consume<Payload>({ ...this.settings, ...options });
  }

  /** What every consumer here has in common. */
  get settings() {
    const { logger, sqs: client, deadLetterQueueUrl } = this;
    return { client, logger, deadLetterQueueUrl };
  }

  async invoke(handler: SqsBatchHandler, queueUrl = this.queueUrl) {
    const messages = (await this.receive(queueUrl)).map((message) => ({
      messageId: message.MessageId ?? '',
      receiptHandle: message.ReceiptHandle ?? '',
      body: message.Body ?? '',
      attributes: message.Attributes ?? {},
      messageAttributes: {},
    }));
    const { logger } = this;
    const before = logger.outcomes.length;
    const response = await invoke(handler, sqsEventOf(messages, await this.arnOf(queueUrl)));
    return { response, outcomes: logger.outcomes.slice(before) };
  }

  async arnOf(QueueUrl: string): Promise<string> {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    return (await this.sqs.send(command)).Attributes?.['QueueArn'] ?? '';
  }

  /** Counts the requests to KMS by action, from now on. */
  countKms(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    this.cloud.events.subscribe((event) => {
      if (event.type === 'request' && event['service'] === 'kms') {
        const action = String(event['action']);
        counts[action] = (counts[action] ?? 0) + 1;
      }
    });
    return counts;
  }
}
