import { MAX_NUMBER_OF_MESSAGES } from '../../model/limits/sqs';
import type { DeadLetterAccess } from './access';
import { type DeadLetter, type ReasonSource, toDeadLetter, withReasons } from './dead-letter';
import type { QueueIdentity } from './find-queue';
import { Held, HOLD_SECONDS } from './held';

/** Receives in a row without anything new after which the queue counts as empty: a single one may miss messages. */
export const IDLE_RECEIVES = 2;

export interface LookOptions {
  /** Messages to look at. @default - all */
  readonly limit?: number;
  /** Where the reasons are that the messages do not carry. */
  readonly reasons?: ReasonSource;
  /** Ends the look: what was received is given back, then the signal's reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Receives the messages of a dead-letter queue, shows each to `visit` and gives all of them back. SQS has no other way
 * to look, and it counts: each message's receive count grows by one. On a FIFO queue only the first messages of each
 * group come, at most ten: SQS keeps the others back while those are in flight.
 *
 * @param visit returns `stop` when it has seen enough
 * @returns how many messages were seen
 */
export async function lookAtDeadLetters(
  access: DeadLetterAccess,
  queue: QueueIdentity,
  visit: (letters: readonly DeadLetter[]) => Promise<'stop' | undefined> | 'stop' | undefined,
  { limit = Number.POSITIVE_INFINITY, reasons, signal }: LookOptions = {},
): Promise<number> {
  const held = new Held(access, queue.url);
  let seen = 0;
  let idle = 0;
  try {
    while (idle < IDLE_RECEIVES && seen < limit && !signal?.aborted) {
      // Not aborted with the signal: what SQS has handed out by then would stay hidden.
      const messages = await access.port.receive(queue.url, {
        maxMessages: Math.min(MAX_NUMBER_OF_MESSAGES.max, limit - seen),
        waitSeconds: access.waitSeconds,
        visibilitySeconds: HOLD_SECONDS,
      });
      const fresh = messages.filter((message) => held.take(message));
      seen += fresh.length;
      idle = fresh.length === 0 ? idle + 1 : 0;
      if (fresh.length > 0 && (await visit(await withReasons(fresh.map(toDeadLetter), reasons))) === 'stop') break;
    }
  } finally {
    await held.giveBack();
  }
  signal?.throwIfAborted();
  return seen;
}
