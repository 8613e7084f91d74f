import { BATCH_ENTRIES } from '../../model/limits/sqs';
import type { QueueMessage } from '../engine/port';
import type { DeadLetterAccess } from './access';
import { type DeadLetter, type ReasonSource, toDeadLetter, withReasons } from './dead-letter';
import type { QueueIdentity } from './find-queue';
import { Held, HOLD_SECONDS } from './held';
import { inBatches } from './in-batches';
import { IDLE_RECEIVES } from './look';
import { checkRate } from './move-task';
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
  /** Ends it after the message in hand. What was received is given back, and the result says how far it came. */
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
 * Moves messages one by one: receive, send, then delete. Killed in between, a message may be in both queues, but
 * never in none. On FIFO the order within a group is kept: a message that cannot be sent keeps back those behind it.
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

class Redrive {
  private readonly held: Held;
  private readonly startedAt: number;
  private readonly sent = new Set<string>();
  private readonly undeleted = new Set<string>();
  private readonly stoppedGroups = new Set<string>();
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
    return { moved, unmatched, failed, undeleted: [...this.undeleted], newcomers };
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
        await this.move(fresh);
        options.onProgress?.(this.result);
      }
    } finally {
      await this.held.giveBack();
    }
  }

  private async move(messages: readonly QueueMessage[]): Promise<void> {
    const again = messages.filter(({ messageId }) => this.sent.has(messageId));
    const letters = messages.filter(({ messageId }) => !this.sent.has(messageId)).map(toDeadLetter);
    const done: QueueMessage[] = [...again];
    try {
      for (const letter of await withReasons(letters, this.options.reasons)) {
        if (this.options.signal?.aborted) break;
        if (await this.send(letter)) done.push(letter.message);
      }
    } finally {
      // Also when a send has thrown: what was sent before must not stay.
      await this.delete(done);
    }
  }

  private async send(letter: DeadLetter): Promise<boolean> {
    const { options, access, queue } = this;
    if (letter.sentAt > this.startedAt) {
      this.newcomers += 1;
      return false;
    }
    if (options.where?.(letter) === false) {
      this.unmatched += 1;
      return false;
    }
    if (queue.fifo && this.stoppedGroups.has(letter.groupId ?? '')) {
      return this.fail(letter, 'a message before it in its group could not be sent');
    }
    const destination = options.destinationOf(letter);
    if (destination === undefined) return this.fail(letter, 'the queue that it came from is not known');
    if (options.rate !== undefined) await access.clock.sleep(1000 / options.rate);
    // One at a time: in a batch a later message of a group could arrive where an earlier one fails.
    let why = '';
    const failed = await inBatches(access, [redriveEntry(letter, destination)], async (batch) => {
      const result = await access.port.sendBatch(destination.url, batch);
      const [failure] = result.failed;
      why = failure === undefined ? 'SQS did not answer for it' : `${failure.code}: ${failure.message ?? ''}`;
      return result;
    });
    if (failed.size > 0) return this.fail(letter, why);
    this.sent.add(letter.messageId);
    return true;
  }

  private fail(letter: DeadLetter, why: string): false {
    this.failed.push({ messageId: letter.messageId, why });
    if (this.queue.fifo) this.stoppedGroups.add(letter.groupId ?? '');
    return false;
  }

  private async delete(messages: readonly QueueMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const entries = messages.map(({ receiptHandle }) => ({ receiptHandle }));
    // A message of another try that is not deleted now is hidden: it comes again and is only deleted then.
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
