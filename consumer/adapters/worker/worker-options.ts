import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { parseArn, queueArn } from '../../../model/arn';
import { ENVIRONMENT } from '../../../model/environment';
import { RECEIVE_WAIT_TIME, VISIBILITY_TIMEOUT } from '../../../model/limits/sqs';
import type { ExponentialBackoffOptions } from '../../engine/backoff';
import type { QueuePort } from '../../engine/port';
import { RECEIVE_SLACK_MS } from '../../engine/receivers';
import type { Envelope } from '../../envelopes/envelope';
import { InvalidOptionError } from '../../errors';
import type { Process } from '../lambda-options';
import type { ConsumerLogger } from '../logger';

export interface WorkerSettings {
  /** @default the environment variable `SPILLWAY_QUEUE_URL` */
  readonly queueUrl?: string;
  /** @default the environment variable `SPILLWAY_QUEUE_ARN`, or what the URL says */
  readonly queueArn?: string;
  /** Messages worked on at a time, 1 to 10,000. From 20 on requests carry ten messages each. @default 10 */
  readonly concurrency?: number;
  /**
   * Seconds for which a received message is hidden from others, 2 to 43,200. It is extended for as long as the
   * message is in hand, so it need not cover the work: it is how long a message waits after a crash. @default 30
   */
  readonly visibilityTimeout?: number;
  /** Seconds that a receive waits for messages, 1 to 20. @default 20 */
  readonly waitTime?: number;
  /**
   * Seconds from the signal to the end, at least `waitTime` + 6. It should be shorter than the time that the platform
   * gives (`TimeoutStopSec` of systemd, `stopTimeout` of ECS). @default 60
   */
  readonly drainBudget?: number;
  /** Drain on these signals, then end as the signal would have it. @default both */
  readonly signals?: readonly NodeJS.Signals[];
  /** Answers `GET /health` on this port of 127.0.0.1; 0 takes a free one. @default no endpoint */
  readonly healthPort?: number;
  /** How long a failed message stays hidden. @default exponential with full jitter, 2 seconds at first, at most 900 */
  readonly backoff?: ExponentialBackoffOptions | false;
  /** Where permanent failures go. @default the environment variable `SPILLWAY_DEAD_LETTER_QUEUE_URL` */
  readonly deadLetterQueueUrl?: string;
  /** @default Powertools' logger */
  readonly logger?: ConsumerLogger;
  /** The client for SQS. @default one of the worker's own */
  readonly client?: SQSClient;
  /** Another port than the SDK's, for tests. */
  readonly port?: QueuePort;
  /** Random numbers from 0 to 1, for tests. @default Math.random */
  readonly random?: () => number;
}

export interface WorkerOptions<Payload> extends WorkerSettings {
  /** What is around the payload in the body. @default `json()` */
  readonly envelope?: Envelope<Payload>;
  readonly process: Process<Payload>;
}

export interface WorkerSchemaOptions<Schema extends StandardSchemaV1> extends WorkerSettings {
  /** Any validator that implements Standard Schema (zod, valibot, arktype). What fails it is a permanent failure. */
  readonly schema: Schema;
  /** What is around the payload in the body. @default `json()` */
  readonly envelope?: Envelope<unknown>;
  readonly process: Process<StandardSchemaV1.InferOutput<Schema>>;
}

/** One second beyond the longest receive, to give back what it brought. */
const DRAIN_MARGIN_SECONDS = RECEIVE_SLACK_MS / 1_000 + 1;

/** @throws InvalidOptionError */
export function numbersOf(settings: WorkerSettings) {
  const waitTime = whole(settings, 'waitTime', RECEIVE_WAIT_TIME.max, {
    min: 1,
    max: RECEIVE_WAIT_TIME.max,
    why: 'It is the WaitTimeSeconds of a receive, and with 0 an empty queue would be asked without a pause.',
  });
  return {
    waitTime,
    concurrency: whole(settings, 'concurrency', 10, {
      min: 1,
      max: 10_000,
      why: 'It is the number of messages worked on at a time.',
    }),
    visibilityTimeout: whole(settings, 'visibilityTimeout', VISIBILITY_TIMEOUT.default, {
      min: 2,
      max: VISIBILITY_TIMEOUT.max,
      why: 'It is the VisibilityTimeout of a receive, and must leave time to extend it.',
    }),
    drainBudget: whole(settings, 'drainBudget', 60, {
      min: waitTime + DRAIN_MARGIN_SECONDS,
      max: VISIBILITY_TIMEOUT.max,
      why:
        `A receive may be waiting for ${waitTime} s ('waitTime') and is never cut off, ` +
        'because SQS may already have hidden messages for it.',
    }),
  };
}

/** @throws InvalidOptionError */
export function queueOf(settings: WorkerSettings): { readonly url: string; readonly arn: string } {
  const url = settings.queueUrl ?? process.env[ENVIRONMENT.queueUrl] ?? '';
  if (!URL.canParse(url)) {
    throw new InvalidOptionError(
      `'queueUrl' must be the URL of a queue, got '${url}'. A worker receives from one queue. ` +
        `Give 'queueUrl', or set the environment variable ${ENVIRONMENT.queueUrl}.`,
    );
  }
  const known = settings.queueArn ?? process.env[ENVIRONMENT.queueArn];
  const arn = known && parseArn(known) ? known : arnOfUrl(url);
  return { url, arn };
}

/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`; another endpoint's host does not say the region. */
function arnOfUrl(url: string): string {
  const { hostname, pathname } = new URL(url);
  const [account = '', name = ''] = pathname
    .split('/')
    .filter((part) => part !== '')
    .slice(-2);
  const region = /^sqs\.([a-z0-9-]+)\.amazonaws\./.exec(hostname)?.[1] ?? process.env['AWS_REGION'] ?? 'us-east-1';
  return queueArn({ region, account, name });
}

type NumberName = 'concurrency' | 'visibilityTimeout' | 'waitTime' | 'drainBudget';

function whole(
  settings: WorkerSettings,
  name: NumberName,
  byDefault: number,
  { min, max, why }: { readonly min: number; readonly max: number; readonly why: string },
): number {
  const value = settings[name] ?? byDefault;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidOptionError(
      `'${name}' must be a whole number from ${min} to ${max}, got ${value}. ${why} Give a number in that range.`,
    );
  }
  return value;
}
