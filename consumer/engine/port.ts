/**
 * All that the engine needs of SQS, and of time. The AWS SDK is one implementation, the in-memory queue of
 * `testing/` another.
 */
export interface QueuePort {
  readonly clock: Clock;
  /** Returns the messages that came within `waitSeconds`, possibly none. */
  receive(queueUrl: string, request: ReceiveRequest, signal?: AbortSignal): Promise<readonly QueueMessage[]>;
  deleteBatch(queueUrl: string, entries: readonly Identified<DeleteEntry>[]): Promise<BatchResult>;
  changeVisibilityBatch(queueUrl: string, entries: readonly Identified<VisibilityEntry>[]): Promise<BatchResult>;
  sendBatch(queueUrl: string, entries: readonly Identified<SendEntry>[]): Promise<BatchResult>;
}

export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now(): number;
  /** Ends after `ms` milliseconds, or as soon as `signal` is aborted. It never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface ReceiveRequest {
  /** 1 to 10. */
  readonly maxMessages: number;
  /** 0 to 20; above 0 it is a long poll. */
  readonly waitSeconds: number;
  /** @default the queue's own visibility timeout */
  readonly visibilitySeconds?: number;
}

/** A message as it was received. Two receives of one message have different receipt handles. */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** System attributes by SQS's names; each is text. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
}

export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with an optional suffix after a dot. */
  readonly dataType: string;
  readonly stringValue?: string;
  readonly binaryValue?: Uint8Array;
}

/** The position of an entry in its batch: a message id may occur twice in one batch, a position cannot. */
export type Identified<Entry> = Entry & { readonly id: string };

export interface DeleteEntry {
  readonly receiptHandle: string;
}

export interface VisibilityEntry {
  readonly receiptHandle: string;
  /** 0 to 43,200; 0 makes the message visible at once. */
  readonly visibilitySeconds: number;
}

export interface SendEntry {
  readonly body: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly traceHeader?: string;
  /** 0 to 900, on standard queues only. @default the queue's own delay */
  readonly delaySeconds?: number;
}

/** What became of each entry. An entry named in neither list is taken as failed and not the sender's fault. */
export interface BatchResult {
  readonly successful: readonly string[];
  readonly failed: readonly BatchFailure[];
  /** Of a `sendBatch`, by entry: what SQS says of the messages that it took. */
  readonly receipts?: ReadonlyMap<string, SendReceipt>;
}

export interface SendReceipt {
  readonly messageId: string;
  /** FIFO queues only: it grows with every message of a group. */
  readonly sequenceNumber?: string;
}

export interface BatchFailure {
  readonly id: string;
  readonly code: string;
  readonly message?: string;
  /** True when the same entry would fail again. */
  readonly senderFault: boolean;
}
