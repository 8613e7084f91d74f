import { BATCH_ENTRIES, MAX_BATCH_BYTES, VISIBILITY_TIMEOUT } from '../../model/limits/sqs';
import type { Backoff } from './backoff';
import { Batcher, type EntryResult } from './batcher';
import { deadLetterEntry, sentBytes } from './dead-letter-entry';
import { receiveCountOf } from './message';
import type { DeadLetter, Outcome, Release, Retry } from './outcome';
import type { DeleteEntry, QueueMessage, QueuePort, SendEntry, VisibilityEntry } from './port';

/** How long a deletion, a visibility change or a dead letter may wait for others to share its request. */
const MAX_AGE_MS = 50;

/** What a message's settlement may take. */
export interface Terms {
  /** The longest delay in seconds that a failed message may still get. */
  readonly maxDelaySeconds: number;
  /** Milliseconds since 1970; after it nothing is retried. */
  readonly retryUntil: () => number;
}

export interface SettlementOptions extends Terms {
  readonly port: QueuePort;
  readonly queue: { readonly arn: string; readonly url: string };
  /** Undefined: what is permanent is retried until SQS moves it. */
  readonly deadLetterQueueUrl?: string;
  /** Undefined: a failed message stays hidden for the rest of its visibility timeout. */
  readonly backoff?: Backoff;
  /** Whether completed messages are deleted here; otherwise whoever received them does it. */
  readonly deleteCompleted: boolean;
  readonly random: () => number;
}

/** What became of a message in the end. */
export interface Settled {
  readonly message: QueueMessage;
  /** A dead letter that could not be sent is a retry here. */
  readonly outcome: Outcome;
  /** Seconds until the message is visible again, where the engine set them. */
  readonly delaySeconds?: number;
  /** What SQS refused, for the log: the message could not be deleted, its visibility not be set. */
  readonly problem?: string;
  /** True when the message is done but could not be deleted here. */
  readonly undeleted?: boolean;
}

/** Carries out the outcomes of one queue's messages, in batches. */
export class Settlement {
  private readonly deletions: Batcher<DeleteEntry>;
  private readonly visibilities: Batcher<VisibilityEntry>;
  private readonly deadLetters: Batcher<SendEntry>;

  constructor(private readonly options: SettlementOptions) {
    const { port, queue, deadLetterQueueUrl = '', random, retryUntil } = options;
    const shared = { clock: port.clock, random, retryUntil, maxAgeMs: MAX_AGE_MS, maxEntries: BATCH_ENTRIES.max };
    this.deletions = new Batcher({ ...shared, send: (entries) => port.deleteBatch(queue.url, entries) });
    this.visibilities = new Batcher({ ...shared, send: (entries) => port.changeVisibilityBatch(queue.url, entries) });
    this.deadLetters = new Batcher({
      ...shared,
      send: (entries) => port.sendBatch(deadLetterQueueUrl, entries),
      bytes: { of: sentBytes, max: MAX_BATCH_BYTES },
    });
  }

  /** @param terms for this message alone, instead of the settlement's */
  settle(message: QueueMessage, outcome: Outcome, terms: Terms = this.options): Promise<Settled> {
    switch (outcome.kind) {
      case 'ack':
        return this.complete(message, outcome, terms);
      case 'retry':
        return this.reschedule(message, outcome, this.delayOf(message, outcome, terms), terms);
      case 'release':
        return this.reschedule(message, outcome, 0, terms);
      case 'deadLetter':
        return this.sendThenDelete(message, outcome, terms);
    }
  }

  /** Sends at once what is waiting for others to share its request. */
  flush(): void {
    this.deadLetters.flush();
    this.deletions.flush();
    this.visibilities.flush();
  }

  /** For when nothing more is to come: no request waits for others any longer. */
  hurry(): void {
    this.deadLetters.hurry();
    this.deletions.hurry();
    this.visibilities.hurry();
  }

  private async complete(message: QueueMessage, outcome: Outcome, { retryUntil }: Terms): Promise<Settled> {
    if (!this.options.deleteCompleted) {
      return { message, outcome };
    }
    const result = await this.deletions.add({ receiptHandle: message.receiptHandle }, retryUntil);
    return result.ok
      ? { message, outcome }
      : { message, outcome, undeleted: true, problem: `not deleted: ${textOf(result)}` };
  }

  private async reschedule(
    message: QueueMessage,
    outcome: Retry | Release,
    delaySeconds: number | undefined,
    { retryUntil }: Terms,
  ): Promise<Settled> {
    if (delaySeconds === undefined) {
      return { message, outcome };
    }
    const entry = { receiptHandle: message.receiptHandle, visibilitySeconds: delaySeconds };
    const result = await this.visibilities.add(entry, retryUntil);
    return result.ok
      ? { message, outcome, delaySeconds }
      : { message, outcome, problem: `visibility timeout not set: ${textOf(result)}` };
  }

  /** In this order: a message that was deleted first would be lost when it cannot be sent. */
  private async sendThenDelete(message: QueueMessage, outcome: DeadLetter, terms: Terms): Promise<Settled> {
    const { deadLetterQueueUrl, queue } = this.options;
    if (deadLetterQueueUrl === undefined) {
      return this.retryInstead(message, outcome, 'no dead-letter queue is known to the consumer', terms);
    }
    const result = await this.deadLetters.add(
      deadLetterEntry(message, {
        reason: outcome.reason,
        sourceArn: queue.arn,
        fifo: deadLetterQueueUrl.endsWith('.fifo'),
      }),
      terms.retryUntil,
    );
    return result.ok
      ? this.complete(message, outcome, terms)
      : this.retryInstead(message, outcome, `the dead-letter queue did not take it: ${textOf(result)}`, terms);
  }

  private retryInstead(message: QueueMessage, outcome: DeadLetter, why: string, terms: Terms): Promise<Settled> {
    const retry: Retry = { kind: 'retry', reason: `${outcome.reason} (permanent, but ${why})`, error: outcome.error };
    return this.reschedule(message, retry, this.delayOf(message, retry, terms), terms);
  }

  private delayOf(message: QueueMessage, outcome: Retry, { maxDelaySeconds }: Terms): number | undefined {
    const { backoff, random } = this.options;
    const delay = outcome.after ?? backoff?.(receiveCountOf(message), random);
    if (delay === undefined) {
      return undefined;
    }
    return Math.min(Math.max(Math.ceil(delay), VISIBILITY_TIMEOUT.min), maxDelaySeconds);
  }
}

function textOf(result: EntryResult & { readonly ok: false }): string {
  return result.message === result.code ? result.code : `${result.code}: ${result.message}`;
}
