import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type CloudEvent, LocalCloud, type LocalCloudOptions } from '../../../local';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const queueArnOf = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
export const ruleArnOf = (name: string) => `arn:aws:events:${REGION}:${ACCOUNT}:rule/${name}`;

/** A cloud on virtual time, with what EventBridge and its queues are asked. */
export class EventCloud {
  static async start(options: LocalCloudOptions = {}): Promise<EventCloud> {
    return new EventCloud(await LocalCloud.start({ clock: 'virtual', account: ACCOUNT, region: REGION, ...options }));
  }

  readonly events: EventBridgeClient;
  readonly sqs: SQSClient;
  /** What EventBridge told. */
  readonly told: CloudEvent[] = [];

  private constructor(readonly cloud: LocalCloud) {
    this.events = cloud.client(EventBridgeClient);
    this.sqs = cloud.client(SQSClient);
    cloud.events.subscribe((event) => {
      if (event.type.startsWith('events.')) this.told.push(event);
    });
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  /** @param rule whose events the queue's policy lets in. @default none: the queue has no policy */
  async createQueue(name: string, rule?: string, attributes: Record<string, string> = {}): Promise<string> {
    const { QueueUrl = '' } = await this.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    if (rule !== undefined) await this.allow(name, rule);
    return QueueUrl;
  }

  async allow(queue: string, rule: string): Promise<void> {
    const Statement = [
      {
        Sid: 'AllowEventBridge',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArnOf(queue),
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArnOf(rule) }, StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      },
    ];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const QueueUrl = `${this.cloud.url}/${ACCOUNT}/${queue}`;
    await this.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  }

  async rule(Name: string, pattern: object, ...Targets: Target[]): Promise<void> {
    await this.events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
    if (Targets.length > 0) await this.events.send(new PutTargetsCommand({ Rule: Name, Targets }));
  }

  async put(detail: object, { source = 'shop', type = 'order placed' } = {}): Promise<string> {
    const entry = { Source: source, DetailType: type, Detail: JSON.stringify(detail) };
    const { Entries } = await this.events.send(new PutEventsCommand({ Entries: [entry] }));
    return Entries?.[0]?.EventId ?? '';
  }

  async receive(queue: string): Promise<readonly Message[]> {
    const { Messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: `${this.cloud.url}/${ACCOUNT}/${queue}`,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  async bodies(queue: string): Promise<readonly string[]> {
    return (await this.receive(queue)).map(({ Body = '' }) => Body);
  }
}
