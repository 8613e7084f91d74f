import { type Clock, type ConsumerLogger, reasonOf } from '..';
import type { AutoScaling } from './auto-scaling';

/** A refusal is asked again so much later: an instance that is still `Pending` cannot be protected. */
const RETRY_MS = 30_000;

export interface ProtectionOptions {
  readonly autoScaling: AutoScaling;
  readonly idleAfterMs: number;
  readonly clock: Clock;
  readonly logger: ConsumerLogger;
}

/** Protects the instance from scale-in while its worker is busy: one request for each change, none for a message. */
export class ScaleInProtection {
  private wanted?: boolean;
  /** Undefined at first: the group may protect new instances, or a worker before this one may have crashed. */
  private current?: boolean;
  private applying?: Promise<void>;
  private idle = new AbortController();
  private readonly ended = new AbortController();

  constructor(private readonly options: ProtectionOptions) {
    this.busy(false);
  }

  busy(busy: boolean): void {
    this.idle.abort();
    if (busy) {
      this.want(true);
    } else {
      void this.unprotectLater();
    }
  }

  /** Changes nothing any more: Auto Scaling has chosen the instance, and refuses. */
  stop(): void {
    this.idle.abort();
    this.ended.abort();
  }

  /** The worker has ended: what it leaves behind must not be kept in the group for ever. */
  async end(): Promise<void> {
    const chosen = this.ended.signal.aborted;
    this.stop();
    await this.applying;
    if (!chosen && this.current !== false) {
      await this.set(false);
    }
  }

  private async unprotectLater(): Promise<void> {
    const idle = new AbortController();
    this.idle = idle;
    await this.options.clock.sleep(this.options.idleAfterMs, idle.signal);
    if (!idle.signal.aborted) {
      this.want(false);
    }
  }

  private want(wanted: boolean): void {
    this.wanted = wanted;
    this.applying ??= this.apply().finally(() => (this.applying = undefined));
  }

  private async apply(): Promise<void> {
    while (this.wanted !== undefined && this.wanted !== this.current && !this.ended.signal.aborted) {
      if (!(await this.set(this.wanted))) {
        await this.options.clock.sleep(RETRY_MS, this.ended.signal);
      }
    }
  }

  private async set(value: boolean): Promise<boolean> {
    try {
      await this.options.autoScaling.protect(value);
      this.current = value;
      return true;
    } catch (error) {
      this.options.logger.warn('scale-in protection not changed', { protect: value, reason: reasonOf(error) });
      return false;
    }
  }
}
