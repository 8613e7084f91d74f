import type { FifoGroup } from './fifo-group';

/**
 * - `delayed`: not yet deliverable for the first time.
 * - `in-flight`: received, neither deleted nor visible again.
 * - `gone`: deleted, expired, purged or moved to another queue.
 */
export type MessageState = 'visible' | 'delayed' | 'in-flight' | 'gone';

/** A message attribute that its sender gave. */
export interface MessageAttribute {
  readonly dataType: string;
  readonly value: string | Uint8Array;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What a sender gives. */
export interface MessageContent {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  readonly groupId?: string;
  /** Undefined on a FIFO queue: the digest of the body takes its place. */
  readonly deduplicationId?: string;
  readonly traceHeader?: string;
  readonly senderId: string;
}

/**
 * One message in a queue. A million of them must be cheap: no closures, no maps, and ids and digests are
 * computed when somebody asks. The links belong to the lists and heaps named beside them.
 */
export class Message {
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  readonly groupId: string | undefined;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  deduplicationId: string | undefined;

  state: MessageState = 'gone';
  /** How often it was received; goes on counting in a dead-letter queue. */
  receiveCount = 0;
  /** The receives of the queues that it was dead-lettered from; they do not count against this queue's `maxReceiveCount`. */
  receivedElsewhere = 0;
  firstReceivedAt = 0;
  lastReceivedAt = 0;
  /** When a delayed or in-flight message becomes visible. */
  dueAt = 0;
  /** Position among everything that ever entered this queue; a FIFO queue's `SequenceNumber` follows from it. */
  order = 0;
  /** ARN of the queue that dead-lettered it. */
  deadLetterSource: string | undefined = undefined;

  /** Neighbours among the visible messages of a standard queue, or in the message's FIFO group. */
  previous: Message | undefined = undefined;
  next: Message | undefined = undefined;
  /** Neighbours by age. */
  older: Message | undefined = undefined;
  newer: Message | undefined = undefined;
  /** Positions in the heaps of deadlines and of stragglers; -1 when absent. */
  dueIndex = -1;
  stragglerIndex = -1;
  group: FifoGroup | undefined = undefined;

  constructor(
    /** The message id follows from it (see `MessageIds`). */
    readonly serial: number,
    content: MessageContent,
    public sentAt: number,
  ) {
    this.body = content.body;
    this.attributes = content.attributes;
    this.groupId = content.groupId;
    this.deduplicationId = content.deduplicationId;
    this.traceHeader = content.traceHeader;
    this.senderId = content.senderId;
  }
}
