import { DEDUPLICATION_INTERVAL_SECONDS } from '../../../model/limits/sqs';

export interface Published {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

/** What a FIFO topic took within the last five minutes. */
export class Deduplication {
  private readonly accepted = new Map<string, Published & { readonly until: number }>();
  private sequence = 0n;

  /** What was published with the same id before, if that is recent. */
  find(key: string, now: number): Published | undefined {
    // In the order in which they were accepted, so the oldest come first.
    for (const [id, { until }] of this.accepted) {
      if (until > now) break;
      this.accepted.delete(id);
    }
    return this.accepted.get(key);
  }

  accept(key: string, messageId: string, now: number): Published {
    this.sequence += 1n;
    // Twenty digits, ever larger, as SNS has them.
    const sequenceNumber = String(10_000_000_000_000_000_000n + this.sequence);
    const published = { messageId, sequenceNumber, until: now + DEDUPLICATION_INTERVAL_SECONDS * 1000 };
    this.accepted.set(key, published);
    return published;
  }
}
