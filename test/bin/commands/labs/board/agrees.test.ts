import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { Recorder } from '../../../../../bin/commands/labs/board/recorder';
import { LANES } from '../../../../../bin/commands/labs/board/state';
import { LocalCloud } from '../../../../../local';
import { Random } from '../../../../../local/kernel/random';

const STEPS = 150;

/** A queue with a dead-letter queue, somebody who does anything to them at random, and a board that looks on. */
class Play {
  readonly random: Random;
  readonly sqs: SQSClient;
  readonly recorder: Recorder;
  private readonly urls: string[] = [];
  private readonly held: { readonly QueueUrl: string; readonly message: Message }[] = [];
  readonly deleted = new Map<string, Set<string | undefined>>();

  constructor(
    readonly cloud: LocalCloud,
    seed: string,
    private readonly suffix: string,
  ) {
    this.random = new Random(seed);
    this.sqs = cloud.client(SQSClient);
    this.recorder = new Recorder(cloud, cloud.now());
  }

  async createQueues(): Promise<void> {
    const fifo = this.suffix === '' ? {} : { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:111122223333:dead${this.suffix}`,
      maxReceiveCount: 2,
    });
    for (const [name, attributes] of [
      ['dead', {}],
      ['work', { RedrivePolicy, MessageRetentionPeriod: '600', DelaySeconds: this.suffix === '' ? '0' : '5' }],
    ] as const) {
      const { QueueUrl = '' } = await this.sqs.send(
        new CreateQueueCommand({ QueueName: `${name}${this.suffix}`, Attributes: { ...fifo, ...attributes } }),
      );
      this.urls.push(QueueUrl);
    }
  }

  async act(step: number): Promise<void> {
    const QueueUrl = this.urls[this.random.integer(4) === 0 ? 0 : 1] ?? '';
    // One of the latest: older handles are mostly out of date.
    const held = this.held.at(-1 - this.random.integer(5));
    switch (this.random.integer(9)) {
      case 0:
      case 1:
      case 2: {
        const own =
          this.suffix === '' ? { DelaySeconds: this.random.integer(3) * 10 } : { MessageGroupId: `g${step % 4}` };
        await this.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `m${step}`, ...own }));
        break;
      }
      case 3:
      case 4: {
        const { Messages = [] } = await this.sqs.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 1 + this.random.integer(4),
            VisibilityTimeout: this.random.integer(4) * 10,
          }),
        );
        this.held.push(...Messages.map((message) => ({ QueueUrl, message })));
        break;
      }
      case 5:
        if (held !== undefined) await this.delete(held);
        break;
      case 6:
        if (held !== undefined) {
          const { ReceiptHandle } = held.message;
          const VisibilityTimeout = this.random.integer(3) * 15;
          await this.sqs
            .send(new ChangeMessageVisibilityCommand({ QueueUrl: held.QueueUrl, ReceiptHandle, VisibilityTimeout }))
            .catch(() => undefined);
        }
        break;
      case 7:
        await this.cloud.advance(this.random.integer(30_000));
        break;
      default:
        await this.seldom(QueueUrl);
    }
  }

  private async delete({ QueueUrl, message: { ReceiptHandle, MessageId } }: Play['held'][number]): Promise<void> {
    let deleted = false;
    const end = this.cloud.events.subscribe(({ type }) => {
      if (type === 'sqs.deleted') deleted = true;
    });
    await this.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })).catch(() => undefined);
    end();
    if (!deleted) return;
    const ids = this.deleted.get(QueueUrl) ?? new Set();
    this.deleted.set(QueueUrl, ids.add(MessageId));
  }

  private async seldom(QueueUrl: string): Promise<void> {
    const chance = this.random.integer(10);
    if (chance === 0) await this.sqs.send(new PurgeQueueCommand({ QueueUrl })).catch(() => undefined);
    if (chance > 7) {
      const SourceArn = `arn:aws:sqs:us-east-1:111122223333:dead${this.suffix}`;
      await this.sqs.send(new StartMessageMoveTaskCommand({ SourceArn })).catch(() => undefined);
    }
  }

  /** What GetQueueAttributes counts, and who was deleted. */
  async counted(): Promise<unknown> {
    const counts: Record<string, readonly number[]> = {};
    for (const QueueUrl of this.urls) {
      const { Attributes = {} } = await this.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      counts[QueueUrl.split('/').at(-1) ?? ''] = [
        Number(Attributes['ApproximateNumberOfMessagesDelayed']),
        Number(Attributes['ApproximateNumberOfMessages']),
        Number(Attributes['ApproximateNumberOfMessagesNotVisible']),
        this.deleted.get(QueueUrl)?.size ?? 0,
      ];
    }
    return counts;
  }

  shown(): unknown {
    const { queues } = this.recorder.state('', '');
    return Object.fromEntries(queues.map(({ name, counts }) => [name, LANES.map((lane) => counts[lane])]));
  }
}

test.each([
  ['standard', ''],
  ['FIFO', '.fifo'],
])(
  '%s: the lanes have what GetQueueAttributes counts, whatever happens',
  async (_, suffix) => {
    const cloud = await LocalCloud.start({ clock: 'virtual' });
    try {
      const play = new Play(cloud, `board${suffix}`, suffix);
      await play.createQueues();
      for (let step = 0; step < STEPS; step += 1) {
        await play.act(step);
        expect({ step, lanes: play.shown() }).toEqual({ step, lanes: await play.counted() });
      }
      // Else this would be a test of empty queues.
      expect([...play.deleted.values()].reduce((sum, { size }) => sum + size, 0)).toBeGreaterThan(3);
      expect(play.recorder.state('', '').happenings.length).toBe(60);
    } finally {
      await cloud.stop();
    }
  },
  60_000,
);
