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
  VisibilityEntry,
} from '../../../../consumer/engine/port';
import type { InMemoryPort } from '../../../../consumer/testing';
import type { Faults } from './plan';

/** How often a long poll looks whether something came. */
const LOOK_MS = 1_000;

const never = new Promise<never>(() => undefined);

/** One worker's way to the queue: answers take time, come late or not at all, and a worker that crashed gets none. */
export class WorkerPort implements QueuePort {
  alive = true;
  readonly clock: Clock;

  constructor(
    private readonly sqs: InMemoryPort,
    private readonly faults: Faults,
    private readonly random: () => number,
    private readonly faultsUntil: number,
  ) {
    this.clock = {
      now: () => sqs.clock.now(),
      sleep: async (ms, signal) => {
        await sqs.clock.sleep(ms, signal);
        return this.alive ? undefined : never;
      },
    };
  }

  async receive(queueUrl: string, request: ReceiveRequest): Promise<readonly QueueMessage[]> {
    await this.network();
    const until = this.clock.now() + request.waitSeconds * 1_000;
    let messages = await this.sqs.receive(queueUrl, { ...request, waitSeconds: 0 });
    while (messages.length === 0 && this.clock.now() < until) {
      await this.clock.sleep(Math.min(LOOK_MS, until - this.clock.now()));
      messages = this.sqs.queue(queueUrl).receive(request);
    }
    if (this.strikes(this.faults.hungReceive)) {
      await this.clock.sleep(5_000 + this.random() * 10_000);
    }
    await this.network();
    if (this.strikes(this.faults.lostReceive)) {
      throw new Error('socket hang up');
    }
    return messages;
  }

  deleteBatch(queueUrl: string, entries: readonly Identified<DeleteEntry>[]): Promise<BatchResult> {
    return this.current(queueUrl, entries, (kept) => this.sqs.deleteBatch(queueUrl, kept), 'delete');
  }

  changeVisibilityBatch(queueUrl: string, entries: readonly Identified<VisibilityEntry>[]): Promise<BatchResult> {
    return this.current(queueUrl, entries, (kept) => this.sqs.changeVisibilityBatch(queueUrl, kept), 'change');
  }

  async sendBatch(queueUrl: string, entries: readonly Identified<SendEntry>[]): Promise<BatchResult> {
    await this.network();
    const result = await this.sqs.sendBatch(queueUrl, entries);
    await this.network();
    return result;
  }

  /**
   * What SQS does with the receipt handle of a receive whose visibility timeout is over: it changes no visibility,
   * a FIFO queue refuses to delete, and a standard queue says that it did and may not have.
   */
  private async current<Entry extends DeleteEntry>(
    queueUrl: string,
    entries: readonly Identified<Entry>[],
    send: (entries: readonly Identified<Entry>[]) => Promise<BatchResult>,
    operation: 'delete' | 'change',
  ): Promise<BatchResult> {
    await this.network();
    const queue = this.sqs.queue(queueUrl);
    const kept: Identified<Entry>[] = [];
    const failed: BatchFailure[] = [];
    const ignored: string[] = [];
    for (const entry of entries) {
      const message = queue.find(entry.receiptHandle);
      const stale =
        message !== undefined &&
        (message.visibleAt <= this.clock.now() || [...message.receiptHandles].at(-1) !== entry.receiptHandle);
      if (!stale) {
        kept.push(entry);
      } else if (operation === 'change' || queue.name.endsWith('.fifo')) {
        failed.push({ id: entry.id, code: 'ReceiptHandleIsInvalid', senderFault: true });
      } else if (this.random() < 0.5) {
        kept.push(entry);
      } else {
        ignored.push(entry.id);
      }
    }
    const result = kept.length === 0 ? { successful: [], failed: [] } : await send(kept);
    await this.network();
    return { successful: [...result.successful, ...ignored], failed: [...result.failed, ...failed] };
  }

  private async network(): Promise<void> {
    const slow = this.strikes(this.faults.slowAnswer);
    await this.clock.sleep(Math.floor(this.random() * (slow ? 3_000 : 20)));
  }

  private strikes(rate: number): boolean {
    return this.clock.now() < this.faultsUntil && this.random() < rate;
  }
}
