import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { MAX_TIME_IN_FLIGHT_SECONDS, MESSAGE_RETENTION } from '../../model/limits/sqs';
import { InvalidOptionError, type Message } from '..';

export interface IdempotentOptions<Payload> {
  /**
   * Where Powertools keeps what is done, such as its `DynamoDBPersistenceLayer`. It belongs to this consumer alone:
   * Powertools configures a store once, and what shares it shares its options.
   */
  readonly persistenceStore: BasePersistenceLayer;
  /**
   * What makes two payloads the same piece of work: the id of the order, not of the message, because what is sent again
   * is another message. There is no default. A message's id lets a producer's repeat through, and a hash of the payload
   * takes two equal orders for one.
   */
  readonly key: (payload: Payload, message: Message) => string;
  /** Equal keys of different scopes are different work. @default the ARN of the message's queue */
  readonly scope?: string;
  /**
   * How long a key is remembered after its work is done: as long as a repeat of it may come.
   * @default 1,209,600 (14 days, the longest that a queue keeps a message)
   */
  readonly expiresAfterSeconds?: number;
  /**
   * How long a key is kept for an attempt that does not end: no shorter than the longest handling. It is what a message
   * waits after a crash. When it is over the handler's `signal` is aborted, because another attempt may begin.
   * @default in Lambda what is left of the invocation; in a worker ten times its `visibilityTimeout`, at most 12 hours
   */
  readonly inProgressSeconds?: number;
  /**
   * What must not differ when a key comes again. If it does, the message is a permanent failure: one key was given to
   * two pieces of work. It is kept as a hash. @default nothing is compared
   */
  readonly fingerprint?: (payload: Payload) => unknown;
}

/** @throws InvalidOptionError */
export function checkOptions(options: {
  readonly key: unknown;
  readonly expiresAfterSeconds?: number;
  readonly inProgressSeconds?: number;
}): void {
  if (typeof options.key !== 'function') {
    throw new InvalidOptionError(
      `'key' must be a function that returns what makes two payloads the same work, got ${typeof options.key}. ` +
        "A message's id lets a producer's repeat through, and equal payloads may be two orders. " +
        "Give one, such as '({ orderId }) => orderId'.",
    );
  }
  // A year: DynamoDB's time to live has no bound, but what is kept for longer is no repeat.
  checkSeconds(
    'expiresAfterSeconds',
    options.expiresAfterSeconds,
    31_536_000,
    'It is how long a repeat is known as one.',
  );
  checkSeconds(
    'inProgressSeconds',
    options.inProgressSeconds,
    MAX_TIME_IN_FLIGHT_SECONDS,
    'SQS hides a message for 12 hours at most.',
  );
}

export const EXPIRES_AFTER_SECONDS = MESSAGE_RETENTION.max;

function checkSeconds(name: string, seconds: number | undefined, max: number, why: string): void {
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= max)) {
    throw new InvalidOptionError(
      `'${name}' must be a whole number of seconds from 1 to ${max}, got ${seconds}. ${why} Give a number in that range.`,
    );
  }
}
