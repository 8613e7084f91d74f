import type { QueueMessage } from '../engine/port';
import type { DeadLetterAccess } from './access';
import { inBatches } from './in-batches';

/**
 * Seconds for which a received message stays hidden if the process is killed before it gives it back. Less than SQS's
 * deduplication interval of 300 s: a FIFO message that was sent but not deleted comes back in time to be recognized.
 */
export const HOLD_SECONDS = 120;

/** Messages that were received and stay in the queue: hidden until they are given back. */
export class Held {
  private readonly handles = new Map<string, string>();

  constructor(
    private readonly access: DeadLetterAccess,
    private readonly queueUrl: string,
  ) {}

  get size(): number {
    return this.handles.size;
  }

  /** Returns false for a message that was received before: its newer receipt handle counts. */
  take({ messageId, receiptHandle }: QueueMessage): boolean {
    const fresh = !this.handles.has(messageId);
    this.handles.set(messageId, receiptHandle);
    return fresh;
  }

  drop({ messageId }: QueueMessage): void {
    this.handles.delete(messageId);
  }

  /** Makes them visible at once, in the order in which they came. What fails comes back by itself after {@link HOLD_SECONDS}. */
  async giveBack(): Promise<void> {
    const entries = [...this.handles.values()].map((receiptHandle) => ({ receiptHandle, visibilitySeconds: 0 }));
    this.handles.clear();
    await inBatches(this.access, entries, (batch) => this.access.port.changeVisibilityBatch(this.queueUrl, batch));
  }
}
