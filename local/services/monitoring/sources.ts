/** A queue as CloudWatch sees it. Counters only ever grow while the queue exists. */
export interface QueueSample {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** Age of the oldest message that is not deleted, 0 when there is none. */
  readonly oldestAgeSeconds: number;
  /** Messages that were sent since the queue was created. Those that SQS itself moves to a dead-letter queue do not count. */
  readonly sent: number;
  /** Messages, since the queue was created; so is `deleted`. */
  readonly received: number;
  readonly deleted: number;
  /** Receive calls that returned no message, since the queue was created. */
  readonly emptyReceives: number;
}

/** Where metrics come from: whoever has something to measure offers it here. */
export interface MetricSources {
  queues(): Iterable<QueueSample>;
}
