import { isPermanent, reasonOf } from '../errors';

/** What is to become of a message. */
export type Outcome = Ack | Retry | DeadLetter | Release;

/** Done: the message is deleted. */
export interface Ack {
  readonly kind: 'ack';
  /** Why there was nothing (or nothing more) to do, for example {@link DUPLICATE}. */
  readonly note?: string;
}

/** To be tried again, later. */
export interface Retry {
  readonly kind: 'retry';
  readonly reason: string;
  /** Seconds until the message is visible again. @default the consumer's backoff */
  readonly after?: number;
  readonly error?: unknown;
}

/** Can never succeed: sent to the dead-letter queue, then deleted. */
export interface DeadLetter {
  readonly kind: 'deadLetter';
  readonly reason: string;
  readonly error?: unknown;
}

/** Not begun: given back as it is, visible at once. It costs the message one receive. */
export interface Release {
  readonly kind: 'release';
  readonly reason: string;
}

/** The note of a message that was handled before. The summary counts it. */
export const DUPLICATE = 'duplicate';

export function ack(note?: string): Ack {
  return note === undefined ? { kind: 'ack' } : { kind: 'ack', note };
}

export function retry(options: { readonly reason?: string; readonly after?: number } = {}): Retry {
  return { kind: 'retry', reason: options.reason ?? 'the handler asked for a retry', after: options.after };
}

export function deadLetter(reason: string): DeadLetter {
  return { kind: 'deadLetter', reason };
}

export function release(reason = 'the handler gave it back'): Release {
  return { kind: 'release', reason };
}

/** A thrown error is a retry, unless it says that it is permanent. */
export function outcomeOfError(error: unknown): Outcome {
  return { kind: isPermanent(error) ? 'deadLetter' : 'retry', reason: reasonOf(error), error };
}

/**
 * The outcome of a message that carried several payloads: it is done when all of them are. A retry goes before a
 * dead letter, because the payloads that may still succeed would be lost to the dead-letter queue.
 */
export function combineOutcomes(outcomes: readonly Outcome[]): Outcome {
  const worst =
    outcomes.find(({ kind }) => kind === 'retry') ??
    outcomes.find(({ kind }) => kind === 'release') ??
    outcomes.find(({ kind }) => kind === 'deadLetter');
  if (worst !== undefined) {
    return worst;
  }
  const notes = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'ack' && outcome.note ? [outcome.note] : [])));
  return notes.size === 0 ? ack() : ack([...notes].join(', '));
}
