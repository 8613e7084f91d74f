import { DELIVERY_RETRIES } from '../../../model/limits/sns';

/**
 * Seconds to wait before a delivery is tried again, or undefined when SNS gives up.
 * @param retry from 1
 */
export function pauseBefore(retry: number): number | undefined {
  const { immediate, beforeBackoff, backoff, afterBackoff } = DELIVERY_RETRIES;
  if (retry <= immediate) return 0;
  const paused = retry - immediate;
  if (paused <= beforeBackoff.attempts) return beforeBackoff.seconds;
  const backedOff = paused - beforeBackoff.attempts;
  if (backedOff <= backoff.attempts) {
    // Exponential, from the first pause to the last.
    const share = (backedOff - 1) / (backoff.attempts - 1);
    return backoff.fromSeconds * (backoff.toSeconds / backoff.fromSeconds) ** share;
  }
  return backedOff - backoff.attempts <= afterBackoff.attempts ? afterBackoff.seconds : undefined;
}
