import type { Timer, TimerKind } from '../../kernel/clock';
import type { Kernel } from '../../kernel/kernel';
import type { Message } from './model/message';
import type { ReceiveOptions } from './model/queue-operations';

/** A receive that waits for a message. */
export interface Poll {
  readonly options: ReceiveOptions;
  /** When it gives up, milliseconds since 1970. */
  readonly until: number;
  /** `recurring` for a poller that comes back for ever, so that `settle()` does not wait for it. */
  readonly kind: TimerKind;
  readonly signal: AbortSignal;
  /** Says that virtual time may move while this waits. */
  readonly park: () => () => void;
}

interface Waiter {
  readonly options: ReceiveOptions;
  finish(messages: readonly Message[] | Error): void;
}

/** The receives that wait at one queue, served in the order in which they came. */
export class LongPolls {
  private readonly waiters = new Set<Waiter>();

  constructor(private readonly kernel: Kernel) {}

  get waiting(): boolean {
    return this.waiters.size > 0;
  }

  wait(poll: Poll): Promise<readonly Message[]> {
    const { signal } = poll;
    if (signal.aborted) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const unpark = poll.park();
      let timer: Timer | undefined;
      const finish = (result: readonly Message[] | Error): void => {
        this.waiters.delete(waiter);
        timer?.cancel();
        signal.removeEventListener('abort', onAbort);
        unpark();
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      const onAbort = (): void => finish([]);
      const waiter: Waiter = { options: poll.options, finish };
      this.waiters.add(waiter);
      signal.addEventListener('abort', onAbort);
      timer = this.kernel.clock.at(poll.until, poll.kind, () => finish([]));
    });
  }

  /** Hands out what `receive` finds until it finds nothing more. */
  serve(receive: (options: ReceiveOptions) => readonly Message[] | undefined): void {
    for (const waiter of this.waiters) {
      const messages = receive(waiter.options);
      if (messages === undefined || messages.length === 0) return;
      waiter.finish(messages);
    }
  }

  /** Everybody goes home: the queue is deleted. */
  fail(error: Error): void {
    for (const waiter of this.waiters) waiter.finish(error);
  }
}
