/** The attributes that a queue's behaviour depends on. Times in seconds, as AWS has them. */
export interface QueueSettings {
  readonly visibilityTimeout: number;
  readonly messageRetentionPeriod: number;
  readonly delay: number;
  readonly receiveWaitTime: number;
  readonly maximumMessageSize: number;
  readonly redrive: Redrive | undefined;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: 'queue' | 'messageGroup';
}

export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Who a queue is. */
export interface QueueIdentity {
  readonly arn: string;
  readonly fifo: boolean;
  /** Part of every receipt handle: another queue's handles are invalid, also those of a queue of the same name. */
  readonly number: number;
}
