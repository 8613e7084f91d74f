const FIRST_PAUSE_SECONDS = 1;
/** 185 pauses, of which most are this long, and jitter fill the 24 hours that EventBridge keeps trying. */
const LONGEST_PAUSE_SECONDS = 600;

/**
 * Seconds to wait before a delivery is tried again: exponential backoff and jitter. AWS does not publish its pauses.
 * @param retry from 1
 * @param chance from 0 to 1
 */
export function pauseBefore(retry: number, chance: number): number {
  const longest = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (retry - 1));
  return longest * (0.5 + chance / 2);
}
