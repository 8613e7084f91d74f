/** Seconds until a message that failed is visible again, from how often it was received (1 at first). */
export type Backoff = (receiveCount: number, random: () => number) => number;

export interface ExponentialBackoffOptions {
  /** Upper bound of the first delay in seconds. @default 2 */
  readonly baseSeconds?: number;
  /** Upper bound of any delay in seconds, up to 12 hours. @default 900 */
  readonly maxSeconds?: number;
}

/**
 * Doubles the upper bound with every receive and takes a random part of it ("full jitter"), so that messages which
 * failed together do not come back together. Whole seconds, as visibility timeouts are, and at least 1: 0 would
 * be no delay at all.
 */
export function exponentialBackoff(options: ExponentialBackoffOptions = {}): Backoff {
  const { baseSeconds = 2, maxSeconds = 900 } = options;
  return (receiveCount, random) => {
    const bound = Math.min(maxSeconds, baseSeconds * 2 ** Math.max(0, receiveCount - 1));
    return Math.max(1, Math.ceil(random() * bound));
  };
}
