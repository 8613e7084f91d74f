import { constants } from 'node:os';

type Cause = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE';

/** Somebody ended the command before it was done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** What a shell says of a program that a signal ended: 130 after Ctrl-C. */
  readonly exitCode: number;

  constructor(cause: Cause) {
    super(`ended by ${cause}`);
    this.exitCode = 128 + constants.signals[cause];
  }
}

/** npm passes a terminal's Ctrl-C on, so it arrives twice. Whoever presses it again after this has waited enough. */
const patience = 2_000;

/** Listens for Ctrl-C, SIGTERM, a closed terminal and output that nobody reads any more, until the process ends. */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly rejected: Promise<never>;

  constructor() {
    const { signal } = this.controller;
    this.rejected = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    // Most of the time nobody waits for it.
    this.rejected.catch(() => {});
    for (const cause of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(cause, () => this.interrupt(cause));
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => this.interrupt('SIGPIPE'));
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What `work` comes to, or {@link Interrupted} if that comes first. Nobody waits for `work` then. */
  race<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.rejected]);
  }

  private interruptedAt = 0;

  private interrupt(cause: Cause): void {
    const interrupted = new Interrupted(cause);
    if (!this.signal.aborted) {
      this.interruptedAt = performance.now();
      this.controller.abort(interrupted);
    } else if (cause !== 'SIGPIPE' && performance.now() - this.interruptedAt > patience) {
      process.exit(interrupted.exitCode);
    }
  }
}
