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
import { QueueRequestError } from '../../../../consumer/errors';
import type { ModelSqs } from './model-sqs';
import type { Faults } from './plan';

/** A promise of its own for each who waits: one for all would keep them all. */
const never = () => new Promise<never>(() => undefined);

/** One process's way to SQS: requests and answers take time, fail, come late or not at all. A dead one gets none. */
export class FaultyPort implements QueuePort {
  readonly clock: Clock;
  /** What was received and is not settled, by receipt handle. */
  readonly inHand = new Map<string, QueueMessage>();
  private alive = true;

  constructor(
    private readonly sqs: ModelSqs,
    private readonly faults: Faults,
    private readonly random: () => number,
    private readonly faultsUntil: number,
    /** Others may get the message, and this process has no way to know. */
    private readonly onShared: (message: QueueMessage) => void = () => undefined,
  ) {
    this.clock = {
      now: () => sqs.clock.now(),
      sleep: async (ms, signal) => {
        await sqs.clock.sleep(ms, signal);
        return this.alive ? undefined : never();
      },
    };
  }

  /** Nothing of this process goes on. Returns what it had in hand. */
  die(): readonly QueueMessage[] {
    this.alive = false;
    return [...this.inHand.values()];
  }

  async receive(_queueUrl: string, request: ReceiveRequest): Promise<readonly QueueMessage[]> {
    await this.network();
    this.throttle();
    if (this.strikes(this.faults.duplicate)) {
      this.duplicate();
    }
    const messages = await this.sqs.receive(request);
    const hung = this.strikes(this.faults.hungReceive);
    if (hung) {
      await this.clock.sleep(5_000 + this.random() * 10_000);
    }
    const slow = await this.network();
    if ((hung || slow) && messages.every(({ attributes }) => attributes['ApproximateReceiveCount'] !== '1')) {
      // SQS says only of first receives when they were: nobody knows how late this answer is.
      messages.forEach(this.onShared);
    }
    if (this.strikes(this.faults.lostReceive)) {
      throw new Error('socket hang up');
    }
    for (const message of messages) {
      this.inHand.set(message.receiptHandle, message);
    }
    return messages;
  }

  deleteBatch(_queueUrl: string, entries: readonly Identified<DeleteEntry>[]): Promise<BatchResult> {
    return this.request(entries, (entry) => this.sqs.delete(entry));
  }

  changeVisibilityBatch(_queueUrl: string, entries: readonly Identified<VisibilityEntry>[]): Promise<BatchResult> {
    return this.request(entries, (entry) => this.sqs.changeVisibility(entry));
  }

  sendBatch(queueUrl: string, entries: readonly Identified<SendEntry>[]): Promise<BatchResult> {
    const queue = queueUrl.includes('dead') ? this.sqs.deadLetterQueue : this.sqs.queue;
    return this.request(entries, (entry) => this.sqs.send(entry, queue));
  }

  private async request<Entry>(
    entries: readonly Identified<Entry>[],
    carryOut: (entry: Identified<Entry>) => Omit<BatchFailure, 'id'> | undefined,
  ): Promise<BatchResult> {
    await this.network();
    this.throttle();
    const successful: string[] = [];
    const failed: BatchFailure[] = [];
    for (const entry of entries) {
      const failure = this.strikes(this.faults.failedEntry)
        ? { code: 'ServiceUnavailable', senderFault: false }
        : carryOut(entry);
      if (failure) {
        failed.push({ id: entry.id, ...failure });
      } else {
        successful.push(entry.id);
      }
    }
    const lost = this.strikes(this.faults.lostAnswer);
    await this.network();
    if (lost) {
      throw new Error('read ECONNRESET');
    }
    return { successful, failed };
  }

  private throttle(): void {
    if (this.strikes(this.faults.throttled)) {
      throw new QueueRequestError('ThrottlingException', 'Rate exceeded.', false);
    }
  }

  private duplicate(): void {
    const inHand = [...this.inHand.values()];
    const again = inHand[Math.floor(this.random() * inHand.length)];
    if (again !== undefined) {
      this.sqs.showAgain(again);
      this.onShared(again);
    }
  }

  /** Returns whether it was slow. */
  private async network(): Promise<boolean> {
    const slow = this.strikes(this.faults.slowAnswer);
    await this.clock.sleep(Math.floor(this.random() * (slow ? 3_000 : 20)));
    return slow;
  }

  private strikes(rate: number): boolean {
    return rate > 0 && this.clock.now() < this.faultsUntil && this.random() < rate;
  }
}
