import { DEDUPLICATION_INTERVAL_SECONDS } from '../../model/limits/sqs';
import type { MessageAttribute, QueueMessage, ReceiveRequest, SendEntry } from '../engine/port';

export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly traceHeader?: string;
  /** FIFO queues only. */
  readonly sequenceNumber?: string;
  readonly sentAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  lastReceivedAt?: number;
  /** Milliseconds since 1970. */
  visibleAt: number;
  /** Every receive has a handle of its own. */
  readonly receiptHandles: Set<string>;
}

/**
 * What SQS does with messages, as far as a consumer notices: visibility timeouts, receive counts, and on FIFO queues
 * no message of a group while another one is in flight, nor a message that was accepted in the last five minutes.
 */
export class InMemoryQueue {
  readonly messages: StoredMessage[] = [];
  /** Messages that were deleted, in order. */
  readonly deleted: StoredMessage[] = [];
  private readonly accepted = new Map<string, StoredMessage>();
  private sent = 0;
  private receives = 0;

  constructor(
    readonly name: string,
    private readonly now: () => number,
    private readonly visibilitySeconds: number,
  ) {}

  send(entry: SendEntry): StoredMessage {
    const before = this.acceptedBefore(entry);
    if (before !== undefined) {
      return before;
    }
    this.sent += 1;
    const message: StoredMessage = {
      messageId: `${this.name}-message-${this.sent}`,
      body: entry.body,
      messageAttributes: entry.messageAttributes,
      groupId: entry.groupId,
      deduplicationId: entry.deduplicationId,
      traceHeader: entry.traceHeader,
      sequenceNumber: this.fifo ? String(this.sent).padStart(20, '0') : undefined,
      sentAt: this.now(),
      receiveCount: 0,
      visibleAt: entry.delaySeconds === undefined ? 0 : this.now() + entry.delaySeconds * 1_000,
      receiptHandles: new Set(),
    };
    this.messages.push(message);
    if (this.fifo && entry.deduplicationId !== undefined) {
      this.accepted.set(entry.deduplicationId, message);
    }
    return message;
  }

  receive({ maxMessages, visibilitySeconds = this.visibilitySeconds }: ReceiveRequest): readonly QueueMessage[] {
    const now = this.now();
    const inFlight = new Set(
      this.messages.filter(({ visibleAt }) => visibleAt > now).map(({ groupId }) => groupId ?? ''),
    );
    const blocked = (message: StoredMessage) => this.fifo && inFlight.has(message.groupId ?? '');
    return this.messages
      .filter((message) => message.visibleAt <= now && !blocked(message))
      .slice(0, maxMessages)
      .map((message) => this.hand(message, now, visibilitySeconds));
  }

  /** Undefined when no message has the receipt handle (any more). */
  find(receiptHandle: string): StoredMessage | undefined {
    return this.messages.find(({ receiptHandles }) => receiptHandles.has(receiptHandle));
  }

  delete(receiptHandle: string): void {
    const message = this.find(receiptHandle);
    if (message !== undefined) {
      this.messages.splice(this.messages.indexOf(message), 1);
      this.deleted.push(message);
    }
  }

  private get fifo(): boolean {
    return this.name.endsWith('.fifo');
  }

  private acceptedBefore({ deduplicationId }: SendEntry): StoredMessage | undefined {
    const before = deduplicationId === undefined ? undefined : this.accepted.get(deduplicationId);
    const recent = before !== undefined && this.now() < before.sentAt + DEDUPLICATION_INTERVAL_SECONDS * 1_000;
    return recent ? before : undefined;
  }

  private hand(message: StoredMessage, now: number, visibilitySeconds: number): QueueMessage {
    this.receives += 1;
    const receiptHandle = `${message.messageId}#${this.receives}`;
    message.receiptHandles.add(receiptHandle);
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.lastReceivedAt = now;
    message.visibleAt = now + visibilitySeconds * 1_000;
    return {
      messageId: message.messageId,
      receiptHandle,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receiveCount),
        ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
        SentTimestamp: String(message.sentAt),
        SenderId: '111122223333',
        MessageGroupId: message.groupId,
        MessageDeduplicationId: message.deduplicationId,
        SequenceNumber: message.sequenceNumber,
        AWSTraceHeader: message.traceHeader,
      },
      messageAttributes: message.messageAttributes,
    };
  }
}
