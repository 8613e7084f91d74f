import { BATCH_ENTRIES } from '../../model/limits/sqs';
import type { QueueMessage } from '../engine/port';
import type { DeadLetterAccess } from './access';
import { type DeadLetter, type ReasonSource, toDeadLetter, withReasons } from './dead-letter';
import type { QueueIdentity } from './find-queue';
import { Held, HOLD_SECONDS } from './held';
import { inBatches } from './in-batches';
import { IDLE_RECEIVES } from './look';
import { checkRate } from './move-task';
import { type Departure, nextBatch } from './redrive-batch';
import { redriveEntry } from './redrive-entry';

export interface RedriveOptions {
  /** Where a message goes; undefined when nobody knows. It then stays. */
  readonly destinationOf: (letter: DeadLetter) => QueueIdentity | undefined;
  /** Which messages go. @default - all */
  readonly where?: (letter: DeadLetter) => boolean;
  readonly reasons?: ReasonSource;
  /** Messages per second, 1 to 500. @default - as fast as it goes */
  readonly rate?: number;
  readonly onProgress?: (sofar: RedriveResult) => void;
  /** Ends it after the request in hand. What was received is given back, and the result says how far it came. */
  readonly signal?: AbortSignal;
}

export interface RedriveResult {
  /** Sent and deleted. */
  readonly moved: number;
  /** Looked at and given back: not meant by `where`. */
  readonly unmatched: number;
  /** Given back: no destination is known, or it could not be sent. On FIFO, with what is behind them in their groups. */
  readonly failed: readonly RedriveFailure[];
  /** Ids of messages that were sent but are still in the dead-letter queue too. */
  readonly undeleted: readonly string[];
  /** Came after the redrive had begun, and stay: otherwise a message that fails at once would go round for ever. */
  readonly newcomers: number;
}

export interface RedriveFailure {
  readonly messageId: string;
  readonly why: string;
}

/**
 * Moves messages by receiving, sending and then deleting them, up to ten at a time. Killed in between, a message may
 * be in both queues, but never in none. On FIFO the order within a group is kept: a message that cannot be sent keeps
 * back those behind it.
 */
export async function redriveMessages(
  access: DeadLetterAccess,
  queue: QueueIdentity,
  options: RedriveOptions,
): Promise<RedriveResult> {
  checkRate(options.rate);
  const redrive = new Redrive(access, queue, options);
  await redrive.run();
  return redrive.result;
}

interface Departures {
  readonly departures: readonly Departure[];
  /** FIFO groups in which a message has nowhere to go. */
  readonly blocked: ReadonlySet<string | undefined>;
}

class Redrive {
  private readonly held: Held;
  private readonly startedAt: number;
  private readonly sent = new Set<string>();
  private readonly undeleted = new Set<string>();
  private readonly stoppedGroups = new Set<string | undefined>();
  private readonly failed: RedriveFailure[] = [];
  private moved = 0;
  private unmatched = 0;
  private newcomers = 0;

  constructor(
    private readonly access: DeadLetterAccess,
    private readonly queue: QueueIdentity,
    private readonly options: RedriveOptions,
  ) {
    this.held = new Held(access, queue.url);
    this.startedAt = access.clock.now();
  }

  get result(): RedriveResult {
    const { moved, unmatched, failed, newcomers } = this;
    return { moved, unmatched, failed: [...failed], undeleted: [...this.undeleted], newcomers };
  }

  async run(): Promise<void> {
    const { access, queue, options } = this;
    let idle = 0;
    try {
      while (idle < IDLE_RECEIVES && !options.signal?.aborted) {
        const messages = await access.port.receive(queue.url, {
          maxMessages: BATCH_ENTRIES.max,
          waitSeconds: access.waitSeconds,
          visibilitySeconds: HOLD_SECONDS,
        });
        const fresh = messages.filter((message) => this.held.take(message));
        idle = fresh.length === 0 ? idle + 1 : 0;
        await this.delete(fresh.filter(({ messageId }) => this.sent.has(messageId)));
        await this.move(fresh.filter(({ messageId }) => !this.sent.has(messageId)).map(toDeadLetter));
        options.onProgress?.(this.result);
      }
    } finally {
      await this.held.giveBack();
    }
  }

  private async move(letters: readonly DeadLetter[]): Promise<void> {
    const { options, queue, access } = this;
    const { rate = Number.POSITIVE_INFINITY, signal } = options;
    const { departures, blocked } = this.departures(await withReasons(letters, options.reasons));
    let waiting = departures;
    while (waiting.length > 0 && !signal?.aborted) {
      const batch = nextBatch(waiting, { ordered: queue.fifo, atMost: rate });
      if (rate < Number.POSITIVE_INFINITY) await access.clock.sleep((batch.length * 1000) / rate, signal);
      if (signal?.aborted) return;
      // Deleted at once: what a kill leaves in both queues is one request's messages at the most.
      await this.delete((await this.send(batch)).map(({ letter }) => letter.message));
      waiting = waiting.filter((departure) => !batch.includes(departure) && !this.isStopped(departure.letter));
      options.onProgress?.(this.result);
    }
    // Only now: what stands before them in their groups was to go.
    for (const group of blocked) this.stoppedGroups.add(group);
  }

  /** Those that are meant and have somewhere to go. */
  private departures(letters: readonly DeadLetter[]): Departures {
    const { options, queue } = this;
    const departures: Departure[] = [];
    const blocked = new Set<string | undefined>();
    for (const letter of letters) {
      if (letter.sentAt > this.startedAt) this.newcomers += 1;
      else if (options.where?.(letter) === false) this.unmatched += 1;
      else if (blocked.has(letter.groupId)) this.failBehind(letter);
      else if (!this.isStopped(letter)) {
        const destination = options.destinationOf(letter);
        if (destination !== undefined) {
          departures.push({ letter, destination, entry: redriveEntry(letter, destination) });
          continue;
        }
        this.failed.push({ messageId: letter.messageId, why: 'the queue that it came from is not known' });
        if (queue.fifo) blocked.add(letter.groupId);
      }
    }
    return { departures, blocked };
  }

  /** Returns those that were sent. */
  private async send(batch: readonly Departure[]): Promise<readonly Departure[]> {
    const [first] = batch;
    if (first === undefined) return [];
    const reasons = new Map<string, string>();
    const entries = batch.map(({ entry }) => entry);
    const failed = await inBatches(this.access, entries, async (identified) => {
      const result = await this.access.port.sendBatch(first.destination.url, identified);
      for (const { id, code, message } of result.failed) reasons.set(id, `${code}: ${message ?? ''}`);
      return result;
    });
    for (const [index, { letter }] of batch.entries()) {
      if (failed.has(index)) this.fail(letter, reasons.get(String(index)) ?? 'SQS did not answer for it');
      else this.sent.add(letter.messageId);
    }
    return batch.filter((_, index) => !failed.has(index));
  }

  private fail({ messageId, groupId }: DeadLetter, why: string): void {
    this.failed.push({ messageId, why });
    if (this.queue.fifo) this.stoppedGroups.add(groupId);
  }

  private failBehind({ messageId }: DeadLetter): void {
    this.failed.push({ messageId, why: 'a message before it in its group could not be sent' });
  }

  /** Whether a message before it in its group has failed; it then fails, too. */
  private isStopped(letter: DeadLetter): boolean {
    const stopped = this.stoppedGroups.has(letter.groupId);
    if (stopped) this.failBehind(letter);
    return stopped;
  }

  private async delete(messages: readonly QueueMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const entries = messages.map(({ receiptHandle }) => ({ receiptHandle }));
    // What is not deleted now is hidden: it comes again, and is then only deleted.
    for (const message of messages) {
      this.undeleted.add(message.messageId);
      this.held.drop(message);
    }
    const failed = await inBatches(this.access, entries, (batch) =>
      this.access.port.deleteBatch(this.queue.url, batch),
    );
    for (const [index, { messageId }] of messages.entries()) {
      if (failed.has(index)) continue;
      this.undeleted.delete(messageId);
      this.moved += 1;
    }
  }
}
