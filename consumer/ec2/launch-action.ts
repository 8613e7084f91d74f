import { type Clock, type ConsumerLogger, reasonOf } from '..';
import type { AutoScaling } from './auto-scaling';

/** What refuses now may be there soon: a role's permissions take a while until they hold everywhere. */
const RETRY_MS = 5_000;
/** Auto Scaling's words for an instance that is in service already, as after a restart of its worker. */
const NOT_WAITING = /No active Lifecycle Action found/i;

export interface LaunchActionOptions {
  readonly autoScaling: AutoScaling;
  readonly hookName: string;
  readonly clock: Clock;
  readonly logger: ConsumerLogger;
  /** Aborted when the worker has ended. */
  readonly over: AbortSignal;
}

/** Lets the instance come into service, when its launch waits for that. It never rejects. */
export async function completeLaunch({
  autoScaling,
  hookName,
  clock,
  logger,
  over,
}: LaunchActionOptions): Promise<void> {
  while (!over.aborted) {
    try {
      await autoScaling.complete(hookName);
      logger.info('launch completed: the instance comes into service', { hookName });
      return;
    } catch (error) {
      const reason = reasonOf(error);
      if (NOT_WAITING.test(reason)) {
        return;
      }
      logger.warn('launch not completed: the instance is not in service yet', { hookName, reason });
    }
    await clock.sleep(RETRY_MS, over);
  }
}
