import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ExponentialBackoffOptions } from '../../engine/backoff';
import type { QueuePort } from '../../engine/port';
import type { Envelope } from '../../envelopes/envelope';
import type { Idempotency } from '../idempotency';
import type { Process } from '../lambda-options';
import type { ConsumerLogger } from '../logger';
import type { ConsumerMetrics } from '../meter';
import type { Instance } from './instance';

export interface WorkerSettings {
  /** @default the environment variable `SPILLWAY_QUEUE_URL` */
  readonly queueUrl?: string;
  /** @default the environment variable `SPILLWAY_QUEUE_ARN`, or what the URL says */
  readonly queueArn?: string;
  /**
   * Messages worked on at a time, 1 to 10,000. From 20 on requests carry ten messages each.
   * @default the environment variable `SPILLWAY_CONCURRENCY`, or 10
   */
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
   * gives (`TimeoutStopSec` of systemd, `stopTimeout` of ECS).
   * @default the environment variable `SPILLWAY_DRAIN_BUDGET`, or 60
   */
  readonly drainBudget?: number;
  /** Drain on these signals, then end as the signal would have it. @default both */
  readonly signals?: readonly NodeJS.Signals[];
  /**
   * The machine whose end is the worker's: `ec2Instance()` of `cdk-spillway/consumer/ec2` drains it when Auto Scaling or
   * EC2 is about to take the instance away. @default none: nothing is watched
   */
  readonly instance?: Instance;
  /** Answers `GET /health` on this port of 127.0.0.1; 0 takes a free one. @default no endpoint */
  readonly healthPort?: number;
  /** How long a failed message stays hidden. @default exponential with full jitter, 2 seconds at first, at most 900 */
  readonly backoff?: ExponentialBackoffOptions | false;
  /** Where permanent failures go. @default the environment variable `SPILLWAY_DEAD_LETTER_QUEUE_URL` */
  readonly deadLetterQueueUrl?: string;
  /** @default Powertools' logger */
  readonly logger?: ConsumerLogger;
  /**
   * Publishes what became of the messages, each minute and at the end: a `Metrics` of Powertools, best one of the
   * worker's own. @default no metrics
   */
  readonly metrics?: ConsumerMetrics;
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
  /**
   * Applies the effect of each payload once for each key: `idempotent(...)` of `cdk-spillway/consumer/idempotency`.
   * @default none, a payload is handled as often as it comes
   */
  readonly idempotency?: Idempotency<Payload>;
  readonly process: Process<Payload>;
}

export interface WorkerSchemaOptions<Schema extends StandardSchemaV1> extends WorkerSettings {
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
