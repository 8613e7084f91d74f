import type { Message } from './message';

interface Attempt {
  readonly expiresAt: number;
  readonly messages: readonly Message[];
  readonly receives: readonly number[];
  dueAt: number;
}

/** Receives of a FIFO queue that may be retried with their `ReceiveRequestAttemptId`, for five minutes. */
export class ReceiveAttempts {
  private readonly attempts = new Map<string, Attempt>();

  constructor(private readonly interval: number) {}

  remember(id: string, messages: readonly Message[], dueAt: number, now: number): void {
    this.attempts.delete(id);
    this.attempts.set(id, {
      expiresAt: now + this.interval,
      messages,
      receives: messages.map(({ receiveCount }) => receiveCount),
      dueAt,
    });
  }

  /** The same messages again, unless one of them was deleted or had its visibility changed since. */
  repeat(id: string): readonly Message[] | undefined {
    const attempt = this.attempts.get(id);
    const untouched = attempt?.messages.every(
      (message, index) =>
        message.state === 'in-flight' &&
        message.receiveCount === attempt.receives[index] &&
        message.dueAt === attempt.dueAt,
    );
    return untouched ? attempt?.messages : undefined;
  }

  /** The retry starts the visibility timeout anew. */
  extend(id: string, dueAt: number): void {
    const attempt = this.attempts.get(id);
    if (attempt !== undefined) attempt.dueAt = dueAt;
  }

  advance(now: number): void {
    for (const [id, attempt] of this.attempts) {
      if (attempt.expiresAt > now) break;
      this.attempts.delete(id);
    }
  }
}
