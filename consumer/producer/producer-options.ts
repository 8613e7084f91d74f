import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { parseArn } from '../../model/arn';
import { ENVIRONMENT } from '../../model/environment';
import { DEDUPLICATION_INTERVAL_SECONDS } from '../../model/limits/sqs';
import type { QueuePort } from '../engine/port';
import { InvalidOptionError } from '../errors';
import { type InjectTrace, injectXrayHeader } from '../trace';
import type { BodyFormat } from './body';
import type { BodyEncryption } from './encrypt-entries';

export interface ProducerOptions {
  /** @default the environment variable `SPILLWAY_QUEUE_URL` */
  readonly queueUrl?: string;
  /** What the payload becomes: JSON, itself (a string), or Base64 (of a `Uint8Array`). @default 'json' */
  readonly format?: BodyFormat;
  /**
   * Encrypts every body: `encryptWith(...)` of `cdk-spillway/consumer/encryption`. The consumer opens it with the
   * envelope `encrypted(...)`.
   * @default none: SQS encrypts at rest, and whoever may receive reads
   */
  readonly encryption?: BodyEncryption;
  /**
   * ARN of the queue, which an encrypted message is bound to.
   * @default the environment variable `SPILLWAY_QUEUE_ARN` when no `queueUrl` is given, or what the URL says
   */
  readonly queueArn?: string;
  /**
   * FIFO queues: what makes a message the same as another one. With `unique` every message of a call is one of its
   * own, sent once however often the request is repeated; with `content` it is the SHA-256 of the body, as with SQS's
   * `ContentBasedDeduplication`, so that equal payloads within five minutes become one message. Not with `encryption`.
   * @default 'unique'
   */
  readonly deduplication?: 'unique' | 'content';
  /**
   * FIFO queues: at most one message of a group in a request. A request can fail in part, and what is repeated then
   * comes after what was taken; with `true` nothing of its group was taken yet. A single group then costs one request
   * for each message.
   * @default false
   */
  readonly strictOrder?: boolean;
  /** Requests of one call under way at a time, 1 to 50. @default 5 */
  readonly concurrency?: number;
  /**
   * How long failed entries are retried, 0 to 240 seconds: a FIFO queue forgets deduplication ids after 300, and a
   * later attempt would be a second message.
   * @default 30
   */
  readonly retrySeconds?: number;
  /**
   * Writes the trace that the messages of a call belong to; `false` for none. `traceparent` and `tracestate` become
   * message attributes, where there is room among the ten; X-Ray's header does not count among them.
   * @default `injectXrayHeader`: in a Lambda function X-Ray's header of the invocation, elsewhere nothing
   */
  readonly trace?: InjectTrace | false;
  /** The client for SQS. @default one for the producer, made at the first request */
  readonly client?: SQSClient;
  /** Another port than the SDK's, for tests. */
  readonly port?: QueuePort;
  /** Random numbers from 0 to 1, for tests. @default Math.random */
  readonly random?: () => number;
}

export interface ProducerSchemaOptions<Schema extends StandardSchemaV1> extends ProducerOptions {
  /**
   * Any validator that implements Standard Schema, best the consumer's own. It judges what the consumer will read: the
   * payload after JSON.
   */
  readonly schema: Schema;
}

const CONCURRENCY = { min: 1, max: 50, default: 5 } as const;
const RETRY_SECONDS = { min: 0, max: 240, default: 30 } as const;

/** @throws InvalidOptionError */
export function settingsOf(options: ProducerOptions) {
  const { concurrency = CONCURRENCY.default, retrySeconds = RETRY_SECONDS.default } = options;
  if (!Number.isInteger(concurrency) || concurrency < CONCURRENCY.min || concurrency > CONCURRENCY.max) {
    throw new InvalidOptionError(
      `'concurrency' must be a whole number from ${CONCURRENCY.min} to ${CONCURRENCY.max}, got ${concurrency}. ` +
        'It is the number of requests under way at a time, and the SDK opens 50 connections. Give a number in that range.',
    );
  }
  if (!(retrySeconds >= RETRY_SECONDS.min && retrySeconds <= RETRY_SECONDS.max)) {
    throw new InvalidOptionError(
      `'retrySeconds' must be from ${RETRY_SECONDS.min} to ${RETRY_SECONDS.max}, got ${retrySeconds}. ` +
        `A FIFO queue forgets deduplication ids after ${DEDUPLICATION_INTERVAL_SECONDS} seconds, and a later attempt would be a second message. ` +
        'Give a number in that range, and send again what then still failed.',
    );
  }
  if (options.encryption !== undefined && options.deduplication === 'content') {
    throw new InvalidOptionError(
      "'deduplication' must be 'unique' with 'encryption', got 'content'. An encrypted body is another one each time, " +
        'and a hash of the payload in the clear would tell equal payloads, and short ones by trial. ' +
        "Give each message the 'deduplicationId' that makes it the same as another one, such as its order's id.",
    );
  }
  const queueUrl = queueUrlOf(options);
  return {
    queueUrl,
    queueArn: knownArnOf(options),
    encryption: options.encryption,
    fifo: queueUrl.endsWith('.fifo'),
    format: options.format ?? 'json',
    deduplication: options.deduplication ?? 'unique',
    strictOrder: options.strictOrder ?? false,
    concurrency,
    retryMs: retrySeconds * 1_000,
    trace: options.trace === false ? () => undefined : (options.trace ?? injectXrayHeader),
    random: options.random ?? (() => Math.random()),
  } as const;
}

export type ProducerSettings = ReturnType<typeof settingsOf>;

/** Undefined where only the URL tells it. */
function knownArnOf({ queueUrl, queueArn }: ProducerOptions): string | undefined {
  if (queueArn !== undefined && parseArn(queueArn)?.service !== 'sqs') {
    throw new InvalidOptionError(
      `'queueArn' must be the ARN of an SQS queue, got "${queueArn}". An encrypted message is bound to it. ` +
        'Give one, such as arn:aws:sqs:us-east-1:111122223333:orders, or leave it out: the URL says it.',
    );
  }
  return queueArn ?? (queueUrl === undefined ? process.env[ENVIRONMENT.queueArn] || undefined : undefined);
}

function queueUrlOf({ queueUrl = process.env[ENVIRONMENT.queueUrl] }: ProducerOptions): string {
  if (queueUrl === undefined || !/^https?:\/\/[^/]+\/.+/.test(queueUrl)) {
    throw new InvalidOptionError(
      `'queueUrl' must be a queue's URL, got ${queueUrl === undefined ? 'none' : `"${queueUrl}"`}. ` +
        'SQS takes messages for a URL, not for a name or an ARN. ' +
        `Give one, such as https://sqs.us-east-1.amazonaws.com/111122223333/orders, or set ${ENVIRONMENT.queueUrl}.`,
    );
  }
  return queueUrl;
}
