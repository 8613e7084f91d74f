import type { MessageIds } from './message-ids';
import type { Queue } from './queue';
import type { QueueObserver } from './queue-observer';

/** What a queue needs from the cloud around it. */
export interface QueueSurroundings {
  readonly ids: MessageIds;
  readonly observer: QueueObserver;
  /** The queue with this ARN, if it exists. */
  readonly find: (arn: string) => Queue | undefined;
}

/** What a queue answers to a send. */
export interface Sent {
  readonly serial: number;
  readonly order: number;
}

export interface ReceiveOptions {
  readonly max: number;
  /** Seconds. */
  readonly visibilityTimeout: number;
  /** FIFO only. */
  readonly attemptId?: string;
}

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** 0 when the queue is empty. */
  readonly oldestAgeSeconds: number;
}

/**
 * - `stale`: a standard queue knows a later receive; SQS reports success and keeps the message.
 * - `expired`: a FIFO queue's handle after its visibility timeout.
 */
export type DeleteOutcome = 'deleted' | 'gone' | 'stale' | 'expired';
export type VisibilityOutcome = 'changed' | 'unavailable' | 'visible' | 'expired' | 'beyond-limit';
