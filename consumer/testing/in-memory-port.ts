import {
  BATCH_ENTRIES,
  BATCH_ENTRY_ID_PATTERN,
  MAX_BATCH_BYTES,
  MAX_TIME_IN_FLIGHT_SECONDS,
  VISIBILITY_TIMEOUT,
} from '../../model/limits/sqs';
import { QueueRequestError } from '..';
import { sentBytes } from '../engine/dead-letter-entry';
import type {
  BatchFailure,
  BatchResult,
  Clock,
  DeleteEntry,
  Identified,
  QueueMessage,
  QueuePort,
  ReceiveRequest,
  SendEntry,
  SendReceipt,
  VisibilityEntry,
} from '../engine/port';
import type { FaultInjector, PortOperation, PortRequest } from './faults';
import { InMemoryQueue } from './in-memory-queue';
import { VirtualClock } from './virtual-clock';

const POLL_MS = 100;

type EntryFailure = Pick<BatchFailure, 'code' | 'senderFault'>;

/** SQS in memory: it refuses what SQS refuses of a batch, and fails where a test wants it to. */
export class InMemoryPort implements QueuePort {
  /** Every request, in order. */
  readonly requests: PortRequest[] = [];
  private readonly queues = new Map<string, InMemoryQueue>();

  constructor(
    readonly clock: Clock = new VirtualClock(),
    private readonly fault: FaultInjector = () => undefined,
    private readonly visibilitySeconds: number = VISIBILITY_TIMEOUT.default,
  ) {}

  /** The queue with a URL; it is made when it is first named. */
  queue(queueUrl: string): InMemoryQueue {
    let queue = this.queues.get(queueUrl);
    if (queue === undefined) {
      const name = queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
      queue = new InMemoryQueue(name, () => this.clock.now(), this.visibilitySeconds);
      this.queues.set(queueUrl, queue);
    }
    return queue;
  }

  /** How many requests of one kind were made. */
  count(operation: PortOperation): number {
    return this.requests.filter((request) => request.operation === operation).length;
  }

  async receive(queueUrl: string, request: ReceiveRequest, signal?: AbortSignal): Promise<readonly QueueMessage[]> {
    const { fault } = this.begin('receive', queueUrl, []);
    if (fault.error !== undefined) {
      throw fault.error;
    }
    const until = this.clock.now() + request.waitSeconds * 1_000;
    for (;;) {
      const messages = this.queue(queueUrl).receive(request);
      if (messages.length > 0 || this.clock.now() >= until || signal?.aborted) {
        return messages;
      }
      await this.clock.sleep(Math.min(POLL_MS, until - this.clock.now()), signal);
    }
  }

  deleteBatch(queueUrl: string, entries: readonly Identified<DeleteEntry>[]): Promise<BatchResult> {
    return this.batch('deleteBatch', queueUrl, entries, ({ receiptHandle }) => {
      this.queue(queueUrl).delete(receiptHandle);
      return undefined;
    });
  }

  changeVisibilityBatch(queueUrl: string, entries: readonly Identified<VisibilityEntry>[]): Promise<BatchResult> {
    return this.batch('changeVisibilityBatch', queueUrl, entries, ({ receiptHandle, visibilitySeconds }) => {
      const message = this.queue(queueUrl).find(receiptHandle);
      if (message === undefined) {
        return { code: 'ReceiptHandleIsInvalid', senderFault: true };
      }
      const now = this.clock.now();
      if (now - (message.lastReceivedAt ?? now) + visibilitySeconds * 1_000 > MAX_TIME_IN_FLIGHT_SECONDS * 1_000) {
        return { code: 'InvalidParameterValue', senderFault: true };
      }
      message.visibleAt = now + visibilitySeconds * 1_000;
      return undefined;
    });
  }

  async sendBatch(queueUrl: string, entries: readonly Identified<SendEntry>[]): Promise<BatchResult> {
    const receipts = new Map<string, SendReceipt>();
    const result = await this.batch('sendBatch', queueUrl, entries, (entry) => {
      receipts.set(entry.id, this.queue(queueUrl).send(entry));
      return undefined;
    });
    return { ...result, receipts };
  }

  private begin(operation: PortOperation, queueUrl: string, entries: readonly string[]) {
    const request: PortRequest = { operation, queueUrl, entries, number: this.count(operation) + 1 };
    this.requests.push(request);
    return { fault: this.fault(request) ?? {} };
  }

  private async batch<Entry extends Partial<DeleteEntry> & Partial<SendEntry>>(
    operation: PortOperation,
    queueUrl: string,
    entries: readonly Identified<Entry>[],
    carryOut: (entry: Identified<Entry>) => EntryFailure | undefined,
  ): Promise<BatchResult> {
    const names = entries.map(({ receiptHandle, body }) => receiptHandle ?? body ?? '');
    const { fault } = this.begin(operation, queueUrl, names);
    refuse(entries);
    if (fault.error !== undefined) {
      throw fault.error;
    }
    const successful: string[] = [];
    const failed: BatchFailure[] = [];
    for (const [position, entry] of entries.entries()) {
      const failure = fault.failed?.includes(position)
        ? (fault.failure ?? { code: 'ServiceUnavailable', senderFault: false })
        : carryOut(entry);
      if (failure) {
        failed.push({ id: entry.id, ...failure });
      } else {
        successful.push(entry.id);
      }
    }
    if (fault.lostAnswer !== undefined) {
      throw fault.lostAnswer;
    }
    return { successful, failed };
  }
}

/** What SQS refuses as a whole. */
function refuse(entries: readonly (Identified<unknown> & Partial<SendEntry>)[]): void {
  if (entries.length === 0) {
    throw refusal('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > BATCH_ENTRIES.max) {
    throw refusal('TooManyEntriesInBatchRequest', `Maximum number of entries per request are ${BATCH_ENTRIES.max}.`);
  }
  if (entries.some(({ id }) => !BATCH_ENTRY_ID_PATTERN.test(id))) {
    throw refusal('InvalidBatchEntryId', 'A batch entry id can only contain alphanumeric characters, - and _.');
  }
  if (new Set(entries.map(({ id }) => id)).size < entries.length) {
    throw refusal('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.');
  }
  const bytes = entries.reduce(
    (sum, { body = '', messageAttributes = {} }) => sum + sentBytes({ body, messageAttributes }),
    0,
  );
  if (bytes > MAX_BATCH_BYTES) {
    throw refusal('BatchRequestTooLong', `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes.`);
  }
}

function refusal(code: string, message: string): QueueRequestError {
  return new QueueRequestError(code, message, true);
}
