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

/** An Auto Scaling group as CloudWatch sees it, at this moment. */
export interface GroupSample {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The metrics that `EnableMetricsCollection` turned on, such as `GroupInServiceInstances`. No others are recorded. */
  readonly enabledMetrics: ReadonlySet<string>;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly inService: number;
  readonly pending: number;
  readonly standby: number;
  readonly terminating: number;
  /** Of all states. */
  readonly total: number;
}

/** Where metrics come from: whoever has something to measure offers it here. */
export interface MetricSources {
  queues(): Iterable<QueueSample>;
  groups(): Iterable<GroupSample>;
}
