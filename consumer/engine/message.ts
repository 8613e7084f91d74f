import { type TraceContext, traceOf } from '../trace/trace-context';
import type { MessageAttribute, QueueMessage } from './port';

/** A message as a handler sees it, beside its payload. */
export interface Message {
  readonly id: string;
  /** How often it was received, this time included. SQS's count is approximate. */
  readonly receiveCount: number;
  readonly queueArn: string;
  /** As it was sent, before any parsing. */
  readonly body: string;
  /** FIFO queues, and standard queues whose senders name groups for fairness. */
  readonly groupId?: string;
  /** When the queue took it. */
  readonly sentAt: Date;
  /** What the sender attached. */
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** What SQS attached, by its names, such as `SenderId`. */
  readonly systemAttributes: Readonly<Record<string, string | undefined>>;
  /** The trace that it belongs to; empty when its sender gave none. */
  readonly trace: TraceContext;
  /** Aborted when the result would come too late; its reason is an error that says why. */
  readonly signal: AbortSignal;
}

/** Makes a message's signal when somebody asks for it: most handlers never do, and each costs some microseconds. */
export interface SignalSource {
  readonly signal: AbortSignal;
}

export function messageOf(received: QueueMessage, queueArn: string, source: SignalSource): Message {
  return {
    id: received.messageId,
    receiveCount: receiveCountOf(received),
    queueArn,
    body: received.body,
    groupId: received.attributes['MessageGroupId'],
    sentAt: new Date(Number(received.attributes['SentTimestamp'] ?? 0)),
    attributes: received.messageAttributes,
    systemAttributes: received.attributes,
    trace: traceOf(received),
    get signal() {
      return source.signal;
    },
  };
}

/** How often a message was received, this time included. */
export function receiveCountOf(message: QueueMessage): number {
  return Number(message.attributes['ApproximateReceiveCount'] ?? 1);
}
