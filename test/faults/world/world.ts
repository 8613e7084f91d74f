import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createProducer, type QueuePort, type Send, type SendResult } from '../../../consumer';
import { type CloudEvent, LocalCloud } from '../../../local';
import type { Entry, Job } from './job';
import { type ConsumerKind, type QueueKind, stackName } from './stacks';
import { passUntil } from './time';
import type { History } from './verdict';
import { portOf, Workers } from './workers';

const GROUPS = 3;

type OutputName =
  | 'QueueUrl'
  | 'QueueArn'
  | 'DeadLetterQueueUrl'
  | 'DeadLetterQueueArn'
  | 'JournalUrl'
  | 'BucketName'
  | 'FunctionName';

export interface WorldOptions {
  readonly assembly: string;
  readonly queue: QueueKind;
  readonly consumer: ConsumerKind;
  readonly seed: string;
  readonly skewSeconds?: number;
  /** Of a worker, and of the queue: what a function gets. @default what the constructs set, 30 for a worker */
  readonly visibilitySeconds?: number;
  /** For the function; a worker has nothing like it. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly breakPort?: (port: QueuePort) => QueuePort;
}

/** A queue with its dead-letter queue, a producer and a consumer, in a local cloud on virtual time. */
export class World {
  static async create(options: WorldOptions): Promise<World> {
    const cloud = await LocalCloud.start({ clock: 'virtual', seed: options.seed });
    try {
      const [stack] = await cloud.deploy(options.assembly, { stacks: [stackName(options.queue, options.consumer)] });
      const world = new World(cloud, options, stack?.outputs ?? {});
      await world.prepare();
      return world;
    } catch (error) {
      await cloud.stop();
      throw error;
    }
  }

  readonly sqs: SQSClient;
  readonly workers: Workers;
  private readonly events: CloudEvent[] = [];
  private readonly workerJournal: Entry[] = [];
  private readonly sent = new Map<number, SendResult>();

  private constructor(
    readonly cloud: LocalCloud,
    readonly options: WorldOptions,
    private readonly outputs: Readonly<Record<string, string | undefined>>,
  ) {
    this.sqs = cloud.client(SQSClient);
    cloud.events.subscribe((event) => {
      if (/^(sqs\.|lambda\.|fault\.)/.test(event.type)) this.events.push(event);
    });
    this.workers = new Workers({
      cloud,
      queueUrl: this.output('QueueUrl'),
      queueArn: this.output('QueueArn'),
      deadLetterQueueUrl: this.output('DeadLetterQueueUrl'),
      skewMs: (options.skewSeconds ?? 0) * 1_000,
      visibilitySeconds: options.visibilitySeconds,
      journal: this.workerJournal,
      breakPort: options.breakPort,
    });
  }

  readonly output = (name: OutputName): string => this.outputs[name] ?? '';

  groupOf = (n: number): string => `g${n % GROUPS}`;

  /** Sends with the package's own producer; what became of each is remembered. */
  async send(jobs: readonly Job[], options: { retrySeconds?: number; delaySeconds?: (n: number) => number } = {}) {
    const fifo = this.options.queue === 'fifo';
    const producer = createProducer<Job>({
      queueUrl: this.output('QueueUrl'),
      port: portOf(this.cloud),
      random: () => this.cloud.kernel.random.number(),
      strictOrder: fifo,
      retrySeconds: options.retrySeconds,
    });
    const messages = jobs.map(
      (payload): Send<Job> => ({
        payload,
        ...(fifo ? { groupId: this.groupOf(payload.n) } : { delaySeconds: options.delaySeconds?.(payload.n) }),
      }),
    );
    const results = await passUntil(this.cloud, producer.sendAll(messages));
    for (const [index, { n }] of jobs.entries()) this.sent.set(n, results[index] as SendResult);
  }

  /** What S3 sent for the job: the package's producer had no part in it. */
  sentByBucket(n: number): void {
    this.sent.set(n, { ok: true, messageId: '' });
  }

  /** Lets time pass until the queue is empty, an hour at most. */
  async drain(): Promise<void> {
    for (let seconds = 0; seconds < 3_600 && (await this.depth()) > 0; seconds += 10) await this.cloud.advance(10_000);
    if (this.options.consumer === 'worker') await passUntil(this.cloud, this.workers.end());
    // Deletions that Lambda sends after the last response.
    await this.cloud.advance(1_000);
  }

  async depth(queueUrl = this.output('QueueUrl')): Promise<number> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );
    const names = ['', 'NotVisible', 'Delayed'] as const;
    return names.reduce((sum, name) => sum + Number(Attributes[`ApproximateNumberOfMessages${name}`]), 0);
  }

  async history(): Promise<History> {
    const { events, sent, groupOf } = this;
    const left = await this.depth();
    const entries = await this.takeAll(this.output('JournalUrl'));
    const deadLetters = await this.takeAll(this.output('DeadLetterQueueUrl'));
    return {
      queue: this.options.queue,
      queueArn: this.output('QueueArn'),
      groupOf,
      sent,
      left,
      events,
      journal: [...this.workerJournal, ...entries.map((body): Entry => JSON.parse(body))],
      deadLetters: deadLetters.map((body) => JSON.parse(body).n),
    };
  }

  /** Empties a queue: what is in flight would hide the rest of its FIFO group. */
  private async takeAll(QueueUrl: string): Promise<readonly string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await this.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      if (Messages.length === 0) return bodies;
      for (const { Body = '', ReceiptHandle } of Messages) {
        bodies.push(Body);
        await this.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  private async prepare(): Promise<void> {
    const { consumer, skewSeconds, visibilitySeconds, environment } = this.options;
    if (visibilitySeconds !== undefined) {
      const Attributes = { VisibilityTimeout: String(visibilitySeconds) };
      await this.sqs.send(new SetQueueAttributesCommand({ QueueUrl: this.output('QueueUrl'), Attributes }));
    }
    if (consumer === 'worker') {
      this.workers.start();
      return;
    }
    const skew: Record<string, string> = skewSeconds === undefined ? {} : { SKEW_SECONDS: String(skewSeconds) };
    const more = { ...environment, ...skew };
    if (Object.keys(more).length === 0) return;
    const lambda = this.cloud.client(LambdaClient);
    const FunctionName = this.output('FunctionName');
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const Variables = { ...Environment?.Variables, ...more };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  }
}
