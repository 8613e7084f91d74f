/**
 * What a timer is for decides whether `settle()` waits for it:
 * - `work`: a message, a function or a request depends on it (visibility timeouts, delays, function timeouts).
 * - `recurring`: comes back for ever (an idle poller, an alarm's evaluation).
 * - `expiry`: only removes something old (retention, deduplication windows).
 */
export type TimerKind = 'work' | 'recurring' | 'expiry';

export interface Timer {
  cancel(): void;
}

/** All time in `local/` comes from here; milliseconds since 1970 (UTC). */
export interface Clock {
  readonly mode: 'real' | 'virtual';
  now(): number;
  /** Runs `task` at `time` (at once, but never synchronously, when that has passed). */
  at(time: number, kind: TimerKind, task: () => void): Timer;
}
