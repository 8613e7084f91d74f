import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsPort } from '../adapters/sqs-port';
import { systemClock } from '../engine/clock';
import type { Clock, QueuePort } from '../engine/port';

/** How the functions of this folder reach SQS. */
export interface DeadLetterAccess {
  readonly sqs: SQSClient;
  /** Receives, sends and deletes: the engine's own port. */
  readonly port: QueuePort;
  readonly clock: Clock;
  /** Seconds that a receive waits for messages, 0 to 20. */
  readonly waitSeconds: number;
}

export interface DeadLetterAccessOptions {
  /** @default - a client from the SDK's usual environment */
  readonly sqs?: SQSClient;
  /** @default - this machine's */
  readonly clock?: Clock;
  /**
   * Seconds that a receive waits for messages, 0 to 20. A receive that does not wait asks only some of SQS's servers.
   * @default 1
   */
  readonly waitSeconds?: number;
}

export function deadLetterAccess(options: DeadLetterAccessOptions = {}): DeadLetterAccess {
  // Queue URLs made of ARNs name AWS's own host, and `AWS_ENDPOINT_URL` must hold all the same.
  const sqs = options.sqs ?? new SQSClient({ useQueueUrlAsEndpoint: false });
  const clock = options.clock ?? systemClock;
  return { sqs, port: sqsPort(() => sqs), clock, waitSeconds: options.waitSeconds ?? 1 };
}
