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
  const begun = cloud.now();
  while (!over) {
    const passed = cloud.now() - begun;
    if (passed > 4 * 3_600_000) throw new Error('After four hours of virtual time it is not over.');
    // In small steps at first: what takes no time should end before others have done their work.
    await cloud.advance(passed < 1_000 ? 10 : 1_000);
  }
  return settled;
}
