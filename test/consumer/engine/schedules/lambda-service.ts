import { consume } from '../../../../consumer/adapters/lambda';
import type { QueueMessage } from '../../../../consumer/engine/port';
import { sqsEventOf } from '../../../../consumer/testing';
import type { FaultyPort } from './faulty-port';
import { scheduledHandler } from './handler';
import type { History } from './history';
import type { ModelSqs } from './model-sqs';
import type { Plan } from './plan';

export interface LambdaServiceOptions {
  readonly plan: Plan;
  readonly sqs: ModelSqs;
  readonly history: History;
  readonly random: () => number;
  readonly faultsUntil: number;
  readonly deadLetterQueueUrl: string;
  /** The way to SQS of one execution environment. */
  readonly environment: () => FaultyPort;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Lambda with an event source mapping: pollers that invoke the function with what they receive, and delete what it
 * does not report. A function that crashes or takes too long reports nothing.
 */
export class LambdaService {
  private stopped = false;

  constructor(private readonly options: LambdaServiceOptions) {}

  /** Resolves when every poller has ended. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.options.plan.workers }, () => this.poll()));
  }

  stop(): void {
    this.stopped = true;
  }

  private async poll(): Promise<void> {
    const { plan, sqs } = this.options;
    while (!this.stopped) {
      const messages = await sqs.receive({ maxMessages: 10, waitSeconds: plan.waitSeconds });
      if (messages.length > 0) {
        await this.invoke(messages);
      }
    }
  }

  private async invoke(messages: readonly QueueMessage[]): Promise<void> {
    const { plan, sqs, history, random, faultsUntil, deadLetterQueueUrl, environment } = this.options;
    const { clock } = sqs;
    const port = environment();
    const byId = new Map(messages.map((message) => [message.messageId, message]));
    const handle = scheduledHandler(plan, history, random, port.clock);
    const handler = consume({
      port,
      random,
      logger: silent,
      concurrency: plan.concurrency,
      deleteCompleted: plan.deleteCompleted,
      deadLetterQueueUrl,
      backoff: { maxSeconds: 30 },
      process: (_, { id, signal }) => handle(byId.get(id) as QueueMessage, signal),
    });
    const timeoutMs = (plan.visibilitySeconds * 1_000) / plan.visibilityFactor;
    const endsAt = clock.now() + timeoutMs;
    const crashes = clock.now() < faultsUntil && random() < plan.faults.crash;
    const responded = handler(sqsEventOf(messages, sqs.queue.identity.arn), {
      awsRequestId: 'request',
      getRemainingTimeInMillis: () => endsAt - clock.now(),
    });
    const killed = clock.sleep(crashes ? random() * timeoutMs : timeoutMs).then(() => undefined);
    const response = await Promise.race([responded, killed]);
    if (response === undefined) {
      port.die();
      for (const message of messages) {
        history.excuse(message);
      }
      return;
    }
    const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of messages) {
      if (!failed.has(message.messageId)) {
        sqs.delete(message);
      }
    }
  }
}
