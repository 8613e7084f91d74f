import type { Outcome } from '../statistics/outcome';

/** What fleets are compared by. Waits in seconds. */
export interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Share of the messages that waited longer than is acceptable, and by how many seconds, all together. */
  readonly lateShare: number;
  readonly lateSeconds: number;
  /** Instance seconds that are paid for by those that the work alone would take. */
  readonly cost: number;
  readonly billedSeconds: number;
  readonly starts: number;
  readonly stops: number;
  readonly reversals: number;
  /** Attempts that were ended in the middle, and messages that were begun more than once. */
  readonly killed: number;
  readonly repeated: number;
  /** Messages in the queue at the end. */
  readonly left: number;
}

export function figuresOf({ waits, cost, reversals, killed, repeated, messages }: Outcome): Figures {
  const { p50, p95, p99, max, lateShare, lateSeconds } = waits;
  const { billedSeconds, workBoundSeconds, starts, stops } = cost;
  return {
    ...{ p50, p95, p99, max, lateShare, lateSeconds },
    cost: workBoundSeconds === 0 ? 0 : billedSeconds / workBoundSeconds,
    ...{ billedSeconds, starts, stops, reversals, repeated },
    killed: killed.attempts,
    left: messages.left,
  };
}
