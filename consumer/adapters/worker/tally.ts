import { DUPLICATE } from '../../engine/outcome';
import type { Settled } from '../../engine/settlement';
import type { RequestCounts } from '../request-counts';

/** What a worker has done so far. */
export interface WorkerSummary {
  readonly completed: number;
  readonly retried: number;
  readonly deadLettered: number;
  readonly released: number;
  /** Completed messages with the note `duplicate`. */
  readonly duplicates: number;
  /** Messages that are done but could not be deleted: they come again. */
  readonly undeleted: number;
  /** Leases that were lost: others may have worked on the message as well. */
  readonly leasesLost: number;
  /** Receives that were given up because no answer came. */
  readonly pollsHung: number;
  /** SQS requests by action. */
  readonly requests: RequestCounts & { readonly ReceiveMessage: number };
  /** All requests by the messages that are done; undefined before the first. What SQS costs. */
  readonly requestsPerMessage?: number;
}

/** Counts what became of messages. */
export class Tally {
  private readonly counts = { ack: 0, retry: 0, deadLetter: 0, release: 0, duplicates: 0, undeleted: 0 };

  add({ outcome, undeleted }: Settled): void {
    this.counts[outcome.kind] += 1;
    this.counts.duplicates += outcome.kind === 'ack' && outcome.note === DUPLICATE ? 1 : 0;
    this.counts.undeleted += undeleted === true ? 1 : 0;
  }

  summary(engine: { leasesLost: number; pollsHung: number; polls: number }, batches: RequestCounts): WorkerSummary {
    const { ack, retry, deadLetter, release, duplicates, undeleted } = this.counts;
    const requests = { ReceiveMessage: engine.polls, ...batches };
    const total = Object.values(requests).reduce((sum, count) => sum + count, 0);
    const done = ack + deadLetter;
    return {
      completed: ack,
      retried: retry,
      deadLettered: deadLetter,
      released: release,
      duplicates,
      undeleted,
      leasesLost: engine.leasesLost,
      pollsHung: engine.pollsHung,
      requests,
      ...(done === 0 ? {} : { requestsPerMessage: Math.round((total / done) * 1_000) / 1_000 }),
    };
  }
}
