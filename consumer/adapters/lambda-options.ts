import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ExponentialBackoffOptions } from '../engine/backoff';
import type { Message } from '../engine/message';
import type { Outcome } from '../engine/outcome';
import type { QueuePort } from '../engine/port';
import type { Envelope } from '../envelopes/envelope';
import { InvalidOptionError } from '../errors';
import type { Idempotency } from './idempotency';
import type { ConsumerLogger } from './logger';
import type { ConsumerMetrics } from './meter';

/**
 * Handles one payload. Returning means done; throwing means retry, unless the error is a `PermanentError`.
 * An outcome (`ack`, `retry`, `deadLetter`, `release`) says it in words.
 */
export type Process<Payload> = Returning<Payload, Outcome | undefined> | Returning<Payload, void>;

type Returning<Payload, Result> = (payload: Payload, message: Message) => Result | Promise<Result>;

export interface LambdaOptions {
  /** Messages worked on at a time in one invocation, 1 to 10,000. @default 10 */
  readonly concurrency?: number;
  /**
   * Deletes completed messages with `DeleteMessageBatch` while the batch is still being worked on, so that a crash or
   * a timeout repeats only the others. Needs `sqs:DeleteMessage`, which an event source mapping needs anyway.
   * @default true
   */
  readonly deleteCompleted?: boolean;
  /**
   * How long a failed message stays hidden. Needs `sqs:ChangeMessageVisibility`. With `false` it stays hidden for the
   * rest of the queue's visibility timeout, which is six times the function's timeout or more.
   * @default exponential with full jitter, 2 seconds at first, at most 900
   */
  readonly backoff?: ExponentialBackoffOptions | false;
  /**
   * Where permanent failures go. Needs `sqs:SendMessage`. Without a URL they are retried until SQS moves them.
   * @default the environment variable `SPILLWAY_DEAD_LETTER_QUEUE_URL`
   */
  readonly deadLetterQueueUrl?: string;
  /** @default Powertools' logger */
  readonly logger?: ConsumerLogger;
  /**
   * Publishes what became of the messages, once for each invocation: a `Metrics` of Powertools, best one of the
   * consumer's own. @default no metrics
   */
  readonly metrics?: ConsumerMetrics;
  /** The client for SQS. @default one for the execution environment, made at the first request */
  readonly client?: SQSClient;
  /** Another port than the SDK's, for tests. */
  readonly port?: QueuePort;
  /** Random numbers from 0 to 1, for tests. @default Math.random */
  readonly random?: () => number;
}

export interface ConsumeOptions<Payload> extends LambdaOptions {
  /** What is around the payload in the body. @default `json()` */
  readonly envelope?: Envelope<Payload>;
  /**
   * Applies the effect of each payload once for each key: `idempotent(...)` of `cdk-spillway/consumer/idempotency`.
   * @default none, a payload is handled as often as it comes
   */
  readonly idempotency?: Idempotency<Payload>;
  readonly process: Process<Payload>;
}

export interface ConsumeSchemaOptions<Schema extends StandardSchemaV1> extends LambdaOptions {
  /** Any validator that implements Standard Schema (zod, valibot, arktype). What fails it is a permanent failure. */
  readonly schema: Schema;
  /** What is around the payload in the body. @default `json()` */
  readonly envelope?: Envelope<unknown>;
  /**
   * Applies the effect of each payload once for each key: `idempotent(...)` of `cdk-spillway/consumer/idempotency`.
   * @default none, a payload is handled as often as it comes
   */
  readonly idempotency?: Idempotency<StandardSchemaV1.InferOutput<Schema>>;
  readonly process: Process<StandardSchemaV1.InferOutput<Schema>>;
}

const CONCURRENCY = { min: 1, max: 10_000, default: 10 } as const;

/** @throws InvalidOptionError */
export function concurrencyOf({ concurrency = CONCURRENCY.default }: LambdaOptions): number {
  if (!Number.isInteger(concurrency) || concurrency < CONCURRENCY.min || concurrency > CONCURRENCY.max) {
    throw new InvalidOptionError(
      `'concurrency' must be a whole number from ${CONCURRENCY.min} to ${CONCURRENCY.max}, got ${concurrency}. ` +
        'It is the number of messages worked on at a time, and a batch has at most 10,000. Give a number in that range.',
    );
  }
  return concurrency;
}
