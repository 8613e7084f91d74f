import { type Clock, type ConsumerLogger, reasonOf } from '..';
import type { AutoScaling } from './auto-scaling';

export interface LifecycleActionOptions {
  readonly autoScaling: AutoScaling;
  readonly hookName: string;
  readonly heartbeatIntervalMs: number;
  readonly clock: Clock;
  readonly logger: ConsumerLogger;
}

/** The termination that waits for this instance: prolonged while the worker drains, let go when it has. */
export class LifecycleAction {
  private readonly over = new AbortController();
  private beating?: Promise<void>;

  constructor(private readonly options: LifecycleActionOptions) {}

  /** The instance is waiting to be terminated. Further calls do nothing. */
  begin(): void {
    this.beating ??= this.beat();
  }

  /** Lets the termination go on, when one is waiting. It never rejects: without it, the hook's timeout ends the wait. */
  async complete(): Promise<void> {
    this.over.abort();
    if (this.beating === undefined) {
      return;
    }
    const { autoScaling, hookName, logger } = this.options;
    await this.beating;
    try {
      await autoScaling.complete(hookName);
      logger.info('lifecycle action completed', { hookName });
    } catch (error) {
      logger.error("lifecycle action not completed: the instance waits until the hook's timeout", {
        hookName,
        reason: reasonOf(error),
      });
    }
  }

  private async beat(): Promise<void> {
    const { autoScaling, hookName, heartbeatIntervalMs, clock, logger } = this.options;
    for (;;) {
      await clock.sleep(heartbeatIntervalMs, this.over.signal);
      if (this.over.signal.aborted) {
        return;
      }
      try {
        await autoScaling.heartbeat(hookName);
      } catch (error) {
        logger.warn('lifecycle action heartbeat refused', { hookName, reason: reasonOf(error) });
      }
    }
  }
}
