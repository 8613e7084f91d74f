import { type Handling, isOutcome } from '../engine/handle';
import type { Message } from '../engine/message';
import { ack, type Outcome, outcomeOfError } from '../engine/outcome';
import type { Clock } from '../engine/port';
import type { Process } from './lambda-options';
import type { ConsumerLogger } from './logger';

/** What applies a payload's effect once. `idempotent` of `cdk-spillway/consumer/idempotency` makes one. */
export interface Idempotency<Payload> {
  /** Calls `handle`, unless that is done or going on elsewhere. It may reject: that is a retry, as of a handler. */
  once(attempt: Attempt<Payload>): Promise<Outcome>;
}

/** One handling of one payload. */
export interface Attempt<Payload> {
  readonly payload: Payload;
  readonly message: Message;
  /** How long the attempt can last, in milliseconds. */
  readonly remainingMs: number;
  readonly clock: Clock;
  readonly logger: () => ConsumerLogger;
  /** Never rejects. */
  readonly handle: (message: Message) => Promise<Outcome>;
}

export interface ProcessingOptions<Payload> {
  readonly process: Process<Payload>;
  readonly idempotency?: Idempotency<Payload>;
  readonly remainingMs: () => number;
  readonly clock: Clock;
  readonly logger: () => ConsumerLogger;
}

/** The user's function, as often as its idempotency allows. */
export function processing<Payload>(options: ProcessingOptions<Payload>): Handling['process'] {
  const { process, idempotency, remainingMs, clock, logger } = options;
  if (idempotency === undefined) {
    return (payload, message) => process(payload as Payload, message);
  }
  return (payload, message) =>
    idempotency.once({
      payload: payload as Payload,
      message,
      remainingMs: remainingMs(),
      clock,
      logger,
      handle: async (own) => {
        try {
          const result: unknown = await process(payload as Payload, own);
          return isOutcome(result) ? result : ack();
        } catch (error) {
          return outcomeOfError(error);
        }
      },
    });
}
