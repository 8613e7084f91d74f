import type { MessageAttribute, QueueMessage, ReceiveRequest, SendEntry } from '../engine/port';

export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly traceHeader?: string;
  readonly sentAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Milliseconds since 1970. */
  visibleAt: number;
  /** Every receive has a handle of its own. */
  readonly receiptHandles: Set<string>;
}

/**
 * What SQS does with messages, as far as a consumer notices: visibility timeouts, receive counts, and on FIFO queues
 * no message of a group while another one is in flight.
 */
export class InMemoryQueue {
  readonly messages: StoredMessage[] = [];
  /** Messages that were deleted, in order. */
  readonly deleted: StoredMessage[] = [];
  private sent = 0;
  private receives = 0;

  constructor(
    readonly name: string,
    private readonly now: () => number,
    private readonly visibilitySeconds: number,
  ) {}

  send(entry: SendEntry): StoredMessage {
    this.sent += 1;
    const message: StoredMessage = {
      messageId: `${this.name}-message-${this.sent}`,
      body: entry.body,
      messageAttributes: entry.messageAttributes,
      groupId: entry.groupId,
      deduplicationId: entry.deduplicationId,
      traceHeader: entry.traceHeader,
      sentAt: this.now(),
      receiveCount: 0,
      visibleAt: 0,
      receiptHandles: new Set(),
    };
    this.messages.push(message);
    return message;
  }

  receive({ maxMessages, visibilitySeconds = this.visibilitySeconds }: ReceiveRequest): readonly QueueMessage[] {
    const now = this.now();
    const inFlight = new Set(
      this.messages.filter(({ visibleAt }) => visibleAt > now).map(({ groupId }) => groupId ?? ''),
    );
    const blocked = (message: StoredMessage) => this.name.endsWith('.fifo') && inFlight.has(message.groupId ?? '');
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

  private hand(message: StoredMessage, now: number, visibilitySeconds: number): QueueMessage {
    this.receives += 1;
    const receiptHandle = `${message.messageId}#${this.receives}`;
    message.receiptHandles.add(receiptHandle);
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
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
        AWSTraceHeader: message.traceHeader,
      },
      messageAttributes: message.messageAttributes,
    };
  }
}
