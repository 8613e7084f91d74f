import { QueueRequestError, reasonOf } from '../errors';
import { DONE } from './clock';
import type { BatchFailure, BatchResult, Clock, Identified } from './port';

/** What became of one entry, after its retries. */
export type EntryResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly senderFault: boolean };

export interface BatcherOptions<Entry> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly send: (entries: readonly Identified<Entry>[]) => Promise<BatchResult>;
  readonly maxEntries: number;
  /** How long an entry may wait for others. */
  readonly maxAgeMs: number;
  /** Failed entries are retried until this time, in milliseconds since 1970. */
  readonly retryUntil: () => number;
  /** For batches that are limited in bytes as well. */
  readonly bytes?: { readonly of: (entry: Entry) => number; readonly max: number };
}

interface Pending<Entry> {
  readonly entry: Entry;
  readonly bytes: number;
  readonly attempt: number;
  readonly retryUntil: () => number;
  readonly resolve: (result: EntryResult) => void;
}

const RETRY_BASE_MS = 50;
const RETRY_MAX_MS = 2_000;
/** A retry that is sent with less time than this would be answered too late. */
const MIN_RETRY_MS = 20;

/**
 * Gathers entries into batches: one goes out when it is full, or when its oldest entry has waited long enough.
 * Every entry gets its own answer. What failed is retried with others, unless the sender is at fault.
 */
export class Batcher<Entry> {
  private pending: Pending<Entry>[] = [];
  private age: AbortController | undefined;
  private hurried = false;

  constructor(private readonly options: BatcherOptions<Entry>) {}

  /** @param retryUntil for this entry alone, instead of the batcher's */
  add(entry: Entry, retryUntil: () => number = this.options.retryUntil): Promise<EntryResult> {
    return new Promise<EntryResult>((resolve) => {
      this.enqueue([{ entry, bytes: this.options.bytes?.of(entry) ?? 0, attempt: 1, retryUntil, resolve }]);
    });
  }

  /** Sends at once what is waiting. */
  flush(): void {
    this.dispatchAll();
  }

  /** Sends at once what is waiting. From now on entries share a request only with those that come together. */
  hurry(): void {
    this.hurried = true;
    this.dispatchAll();
  }

  private enqueue(entries: readonly Pending<Entry>[]): void {
    for (const entry of entries) {
      if (!this.fits(entry)) {
        this.dispatchAll();
      }
      this.pending.push(entry);
      if (this.pending.length >= this.options.maxEntries) {
        this.dispatchAll();
      }
    }
    if (this.pending.length > 0 && this.age === undefined) {
      this.waitForOthers();
    }
  }

  private fits({ bytes }: Pending<Entry>): boolean {
    const max = this.options.bytes?.max ?? Number.POSITIVE_INFINITY;
    return this.pending.reduce((sum, pending) => sum + pending.bytes, bytes) <= max;
  }

  private waitForOthers(): void {
    const age = new AbortController();
    this.age = age;
    void this.options.clock.sleep(this.hurried ? 0 : this.options.maxAgeMs, age.signal).then(() => {
      if (!age.signal.aborted) {
        this.dispatchAll();
      }
    });
  }

  private dispatchAll(): void {
    this.age?.abort(DONE);
    this.age = undefined;
    const batch = this.pending;
    this.pending = [];
    if (batch.length > 0) {
      void this.dispatch(batch);
    }
  }

  private async dispatch(batch: readonly Pending<Entry>[]): Promise<void> {
    const failures = await this.attempt(batch);
    const again: Pending<Entry>[] = [];
    const now = this.options.clock.now();
    for (const [position, pending] of batch.entries()) {
      const failure = failures.get(String(position));
      if (failure === undefined) {
        pending.resolve({ ok: true });
      } else if (failure.senderFault || this.leftOf(pending, now) <= 0) {
        const message = failure.message ?? failure.code;
        pending.resolve({ ok: false, code: failure.code, message, senderFault: failure.senderFault });
      } else {
        again.push({ ...pending, attempt: pending.attempt + 1 });
      }
    }
    if (again.length > 0) {
      await this.options.clock.sleep(this.delayOf(again, now));
      this.enqueue(again);
    }
  }

  /** Doubles with the attempts, but takes no more than half of the time that is left, so that another may follow. */
  private delayOf(again: readonly Pending<Entry>[], now: number): number {
    const bound = Math.min(RETRY_MAX_MS, RETRY_BASE_MS * 2 ** Math.max(...again.map(({ attempt }) => attempt - 1)));
    const left = Math.min(...again.map((pending) => this.leftOf(pending, now)));
    return Math.min(this.options.random() * bound, Math.max(left / 2, MIN_RETRY_MS));
  }

  /** How long a retry may wait: it may then wait for others, too. */
  private leftOf({ retryUntil }: Pending<Entry>, now: number): number {
    return retryUntil() - now - this.options.maxAgeMs - MIN_RETRY_MS;
  }

  /** The failures by position. A request that failed as a whole is a failure of each of its entries. */
  private async attempt(batch: readonly Pending<Entry>[]): Promise<ReadonlyMap<string, BatchFailure>> {
    const failures = new Map<string, BatchFailure>();
    const ids = batch.map((_, position) => String(position));
    try {
      const result = await this.options.send(batch.map(({ entry }, position) => ({ ...entry, id: String(position) })));
      const successful = new Set(result.successful);
      for (const id of ids.filter((id) => !successful.has(id))) {
        failures.set(id, { id, code: 'NoAnswer', message: 'SQS did not name the entry.', senderFault: false });
      }
      for (const failure of result.failed) {
        failures.set(failure.id, failure);
      }
    } catch (error) {
      const refused = error instanceof QueueRequestError;
      const code = refused ? error.awsCode : error instanceof Error ? error.name : 'Unknown';
      for (const id of ids) {
        failures.set(id, { id, code, message: reasonOf(error), senderFault: refused && error.senderFault });
      }
    }
    return failures;
  }
}
