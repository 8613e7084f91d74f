import type { Clock } from '../../engine/port';
import type { ConsumerLogger } from '../logger';

/** The machine that a worker runs on, as far as it has a say in when the worker ends. */
export interface Instance {
  /** Called once, when the worker starts. */
  watch(worker: WatchedWorker): InstanceWatch;
}

/** What an instance sees of its worker. */
export interface WatchedWorker {
  readonly clock: Clock;
  readonly logger: ConsumerLogger;
  /** Resolves when SQS has answered the first receive: the worker can do its work. */
  readonly ready: Promise<void>;
  /**
   * Drains the worker, within its `drainBudget` or until `deadline` (milliseconds since 1970), whichever comes first.
   * A worker that is draining already ends sooner when the deadline asks for it.
   */
  drain(reason: string, deadline?: number): void;
}

export interface InstanceWatch {
  /** Told on each change: whether the worker has a message in a handler. */
  busy(busy: boolean): void;
  /** The worker has drained. Resolves, and never rejects, when the process may end. */
  drained(): Promise<void>;
}
