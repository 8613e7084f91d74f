/** Units as CloudWatch names them. */
export type MetricUnit = 'Count' | 'Milliseconds' | 'None';

interface Metric {
  readonly name: string;
  readonly unit: MetricUnit;
}

/** The metrics of a consumer. Each has the dimension `QueueName`, as SQS's own metrics do. */
export const CONSUMER_METRICS = {
  /** Messages that were settled, whatever became of them: each receive of a message counts. */
  received: { name: 'Received', unit: 'Count' },
  succeeded: { name: 'Succeeded', unit: 'Count' },
  retried: { name: 'Retried', unit: 'Count' },
  deadLettered: { name: 'DeadLettered', unit: 'Count' },
  released: { name: 'Released', unit: 'Count' },
  /** Of those that succeeded, the ones with the note `duplicate`. */
  duplicates: { name: 'Duplicates', unit: 'Count' },
  /** Done, but not deleted by the consumer. */
  undeleted: { name: 'Undeleted', unit: 'Count' },
  /** A worker's messages that others may have received while it worked on them. */
  leasesLost: { name: 'LeasesLost', unit: 'Count' },
  /** To SQS; a Lambda function does not see Lambda's own. */
  requests: { name: 'Requests', unit: 'Count' },
  /** Requests by messages that succeeded or were dead-lettered. */
  requestsPerMessage: { name: 'RequestsPerMessage', unit: 'None' },
  /** Messages whose handling ended. */
  handled: { name: 'Handled', unit: 'Count' },
  /** What their handling took, all together. The sum of it by the sum of `Handled` is the mean service time. */
  busyTime: { name: 'BusyTime', unit: 'Milliseconds' },
  /** What the handling of a message took: its percentiles. */
  processingTime: { name: 'ProcessingTime', unit: 'Milliseconds' },
  /** From a message's sending until its handling began. */
  messageAge: { name: 'MessageAge', unit: 'Milliseconds' },
} as const satisfies Record<string, Metric>;

export const QUEUE_DIMENSION = 'QueueName';
