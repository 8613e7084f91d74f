import type { Clock } from '../engine/port';
import { DeadlineError } from '../errors';

/** The part of an invocation's time that is kept for deleting, reporting and returning, within these bounds. */
const RESERVE = { part: 0.1, minMs: 500, maxMs: 5_000 } as const;
/** However short the function's timeout is, half of it is for work. */
const MAX_RESERVED_PART = 0.5;

/** The times at which an invocation must stop; milliseconds since 1970. */
export interface Deadline {
  /** From here on what still runs is given up, its `AbortSignal` aborted. */
  readonly abort: AbortSignal;
  /** From here on requests are not retried. */
  readonly retryUntil: number;
  /** To be called when the work is done: no timer may outlive the invocation. */
  clear(): void;
}

/** @param stop called when no message may be begun any more */
export function startDeadline(clock: Clock, remainingMs: number, stop: () => void): Deadline {
  const wanted = Math.min(Math.max(remainingMs * RESERVE.part, RESERVE.minMs), RESERVE.maxMs);
  const reserve = Math.min(wanted, remainingMs * MAX_RESERVED_PART);
  const [abort, done] = [new AbortController(), new AbortController()];
  const at = async (ms: number, action: () => void) => {
    await clock.sleep(Math.max(0, ms), done.signal);
    if (!done.signal.aborted) {
      action();
    }
  };
  const reason = new DeadlineError(`The function's time is over: ${Math.round(reserve / 2)} ms are left.`);
  void at(remainingMs - reserve, stop);
  // What has begun gets half of the reserve; the rest is for the requests that settle it.
  void at(remainingMs - reserve / 2, () => abort.abort(reason));
  return {
    abort: abort.signal,
    retryUntil: clock.now() + remainingMs - reserve / 4,
    clear: () => done.abort(),
  };
}
