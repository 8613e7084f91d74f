import type { DeleteMessageBatchResult, Message, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import { failedItems } from '../../../model/events/batch-response';
import { sqsFilter } from '../../../model/events/filter/sqs-filter';
import { type SqsEventAttributes, type SqsEventRecord, sqsEventRecord } from '../../../model/events/sqs-event';
import { AwsError } from '../../aws-error';
import type { Timer } from '../../kernel/clock';
import { concurrencyOf, type EventSourceMapping } from './event-source-mapping';
import type { FunctionRecord } from './model/function-record';
import { queuePath } from './queue-path';
import type { FunctionRunner } from './run-function';
import { asRole, type LambdaContext } from './service-context';

// "Using Lambda with Amazon SQS": Lambda polls with long polling; 20 s is the longest there is.
const longestPoll = 20;
const mostPerReceive = 10;
const retryAfterFault = 1_000;
const retryAfterRefusal = 30_000;

/** Reads a queue for a function: each slot receives a batch, invokes, deletes what succeeded, and begins again. */
export class Poller {
  private stopped = false;
  private gathering: Promise<void> = Promise.resolve();
  private readonly pauses = new Set<Timer>();
  private readonly passes: (record: SqsEventRecord) => boolean;

  constructor(
    private readonly context: LambdaContext,
    private readonly runner: FunctionRunner,
    readonly mapping: EventSourceMapping,
  ) {
    this.passes = mapping.filters.length === 0 ? () => true : sqsFilter(mapping.filters);
  }

  start(): void {
    // All at once: on virtual time a first slot alone would empty the queue before the next one begins.
    this.after(0, 'work', () => {
      for (let slot = 0; slot < concurrencyOf(this.mapping); slot += 1) this.run();
    });
  }

  stop(): void {
    this.stopped = true;
    for (const pause of this.pauses) pause.cancel();
  }

  private run(): void {
    this.poll().catch((error) => this.context.kernel.work.fail(error));
  }

  private async poll(): Promise<void> {
    while (!this.stopped) {
      try {
        const record = this.context.state.functions.get(this.mapping.functionArn);
        if (record === undefined) return;
        const records = await this.nextBatch(record);
        if (records.length > 0) await this.process(record, records);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        this.context.kernel.events.emit('lambda.poll-failed', {
          mapping: this.mapping.uuid,
          queue: this.mapping.queueArn,
          reason: error.message,
        });
        // A fault of the service and throttling pass; a refusal lasts until somebody changes a policy.
        if (error.status >= 500 || /Throttl/.test(error.code)) this.after(retryAfterFault, 'work', () => this.run());
        else this.after(retryAfterRefusal, 'recurring', () => this.run());
        return;
      }
    }
  }

  /** With a batching window one slot gathers at a time: several would share out what belongs in one batch. */
  private async nextBatch(record: FunctionRecord): Promise<SqsEventRecord[]> {
    if (this.mapping.batchingWindow === 0) return this.gather(record);
    const before = this.gathering;
    let done: () => void = () => {};
    this.gathering = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    try {
      return this.stopped ? [] : await this.gather(record);
    } finally {
      done();
    }
  }

  /** Up to a batch of messages: what one receive brings, or with a batching window what comes within it. */
  private async gather(record: FunctionRecord): Promise<SqsEventRecord[]> {
    const { batchSize, batchingWindow } = this.mapping;
    const messages = await this.receive(record, Math.min(batchSize, mostPerReceive), longestPoll, true);
    const { clock } = this.context.kernel;
    const until = clock.now() + batchingWindow * 1000;
    while (
      messages.length > 0 &&
      messages.length < batchSize &&
      batchingWindow > 0 &&
      clock.now() < until &&
      !this.stopped
    ) {
      const wait = Math.min(longestPoll, Math.ceil((until - clock.now()) / 1000));
      messages.push(
        ...(await this.receive(record, Math.min(batchSize - messages.length, mostPerReceive), wait, false)),
      );
    }
    return messages;
  }

  private async receive(record: FunctionRecord, count: number, wait: number, idle: boolean): Promise<SqsEventRecord[]> {
    const caller = asRole(record.settings);
    const output = await this.context.router.call<ReceiveMessageResult>(
      'sqs',
      'ReceiveMessage',
      {
        QueueUrl: queuePath(this.mapping.queueArn),
        MaxNumberOfMessages: count,
        WaitTimeSeconds: wait,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
      // An idle mapping polls for ever: virtual time need not wait for that.
      idle ? { ...caller, context: { 'spillway:idle-poll': 'true' } } : caller,
    );
    const records = (output.Messages ?? []).map((message) => toRecord(message, this.mapping.queueArn));
    await this.drop(
      record,
      records.filter((each) => !this.passes(each)),
    );
    return records.filter(this.passes);
  }

  /** Lambda deletes what no filter lets pass, before it makes batches. */
  private async drop(record: FunctionRecord, filtered: readonly SqsEventRecord[]): Promise<void> {
    for (const { messageId } of filtered) {
      const { uuid: mapping, queueArn: queue } = this.mapping;
      this.context.kernel.events.emit('lambda.filtered', { mapping, queue, messageId });
    }
    if (filtered.length > 0) await this.delete(record, filtered);
  }

  private async process(record: FunctionRecord, records: readonly SqsEventRecord[]): Promise<void> {
    const failed = await this.invoke(record, records);
    const { events } = this.context.kernel;
    events.emit('lambda.batch', {
      function: record.settings.name,
      queue: this.mapping.queueArn,
      messages: records.length,
      failed: failed.size,
    });
    const done = records.filter(({ messageId }) => !failed.has(messageId));
    for (let first = 0; first < done.length; first += mostPerReceive) {
      await this.delete(record, done.slice(first, first + mostPerReceive));
    }
  }

  /** The ids of the messages that stay in the queue. */
  private async invoke(record: FunctionRecord, records: readonly SqsEventRecord[]): Promise<ReadonlySet<string>> {
    const ids = records.map(({ messageId }) => messageId);
    try {
      const result = await this.runner.run(record, JSON.stringify({ Records: records }));
      if (result.failure !== undefined) return new Set(ids);
      if (!this.mapping.responseTypes.includes('ReportBatchItemFailures')) return new Set();
      const outcome = failedItems(JSON.parse(result.payload ?? 'null'), ids);
      if (outcome.reason !== undefined) {
        this.context.kernel.events.emit('lambda.batch-response-refused', {
          function: record.settings.name,
          reason: outcome.reason,
        });
      }
      return outcome.failed;
    } catch (error) {
      // A throttled batch comes back after its visibility timeout.
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') return new Set(ids);
      throw error;
    }
  }

  private async delete(record: FunctionRecord, done: readonly SqsEventRecord[]): Promise<void> {
    const output = await this.context.router.call<DeleteMessageBatchResult>(
      'sqs',
      'DeleteMessageBatch',
      {
        QueueUrl: queuePath(this.mapping.queueArn),
        Entries: done.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle })),
      },
      asRole(record.settings),
    );
    for (const entry of output.Failed ?? []) {
      const message = done[Number(entry.Id)];
      this.context.kernel.events.emit('lambda.delete-failed', {
        queue: this.mapping.queueArn,
        messageId: message?.messageId,
        reason: entry.Message,
      });
    }
  }

  private after(delay: number, kind: 'work' | 'recurring', task: () => void): void {
    const { clock } = this.context.kernel;
    const pause = clock.at(clock.now() + delay, kind, () => {
      this.pauses.delete(pause);
      if (!this.stopped) task();
    });
    this.pauses.add(pause);
  }
}

function toRecord(message: Message, queueArn: string): SqsEventRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      [
        name,
        {
          dataType: DataType ?? 'String',
          ...(StringValue === undefined ? {} : { stringValue: StringValue }),
          ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
        },
      ] as const,
  );
  return sqsEventRecord(
    {
      messageId: message.MessageId ?? '',
      receiptHandle: message.ReceiptHandle ?? '',
      body: message.Body ?? '',
      md5OfBody: message.MD5OfBody ?? '',
      md5OfMessageAttributes: message.MD5OfMessageAttributes,
      attributes: message.Attributes as Record<string, string> & SqsEventAttributes,
      messageAttributes: Object.fromEntries(attributes),
    },
    queueArn,
  );
}
