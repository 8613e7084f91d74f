import type { Clock } from '../../../consumer';
import type { LocalCloud } from '../../../local';

/** The cloud's virtual time for a consumer or a producer in this process, `skewMs` off. */
export function clockOf(cloud: LocalCloud, skewMs = 0): Clock {
  return {
    now: () => cloud.now() + skewMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const end = () => {
          timer.cancel();
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const timer = cloud.kernel.clock.at(cloud.now() + ms, 'recurring', end);
        signal?.addEventListener('abort', end);
      }),
  };
}

/** Lets virtual time pass until the promise is settled. */
export async function passUntil<Result>(cloud: LocalCloud, promise: Promise<Result>): Promise<Result> {
  let over = false;
  const settled = promise.finally(() => {
    over = true;
  });
  settled.catch(() => undefined);
  for (let seconds = 0; !over; seconds += 1) {
    if (seconds > 4 * 3_600) throw new Error('After four hours of virtual time it is not over.');
    await cloud.advance(1_000);
  }
  return settled;
}
