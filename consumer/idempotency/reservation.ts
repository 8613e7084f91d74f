import { type Attempt, IdempotencyExpiredError, type Message } from '..';

/** The time for which a key is an attempt's own. */
export interface Reservation {
  readonly limitMs: number;
  /** With a signal that is aborted when the time is over, too. */
  readonly message: Message;
  /** Resolves at the first `unlessOver` that comes too late. */
  readonly over: Promise<void>;
  /** Resolves within the time, and never after it: the key may be another attempt's, and is not to be freed. */
  unlessOver(): Promise<void>;
  /** To be called when the attempt has ended: no timer may outlive it. */
  end(): void;
}

export function reservation({ message, clock }: Attempt<unknown>, limitMs: number): Reservation {
  const endsAt = clock.now() + limitMs;
  const [controller, ended] = [new AbortController(), new AbortController()];
  const pass = () => controller.abort(message.signal.reason);
  if (message.signal.aborted) {
    pass();
  }
  message.signal.addEventListener('abort', pass);
  void clock.sleep(limitMs, ended.signal).then(() => {
    if (!ended.signal.aborted) {
      controller.abort(
        new IdempotencyExpiredError(`The idempotency key was kept for ${limitMs} ms. Another attempt may begin.`),
      );
    }
  });
  let tooLate: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (tooLate = resolve));
  return {
    limitMs,
    message: { ...message, signal: controller.signal },
    over,
    unlessOver: () => {
      if (clock.now() < endsAt) {
        return Promise.resolve();
      }
      tooLate();
      return new Promise(() => undefined);
    },
    end: () => {
      ended.abort('done');
      message.signal.removeEventListener('abort', pass);
    },
  };
}
