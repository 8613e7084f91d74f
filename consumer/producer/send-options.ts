import type { MessageAttribute } from '../engine/port';

/** A string becomes `String`, a number `Number`, bytes become `Binary`; or the attribute as SQS has it. */
export type AttributeValue = string | number | Uint8Array | MessageAttribute;

export interface SendOptions {
  /** FIFO queues need it: order is kept in a group. On standard queues it is the tenant of a fair queue. */
  readonly groupId?: string;
  /** FIFO queues only. @default what `deduplication` says */
  readonly deduplicationId?: string;
  /** Standard queues only: 0 to 900 seconds until the message is visible. @default the queue's own delay */
  readonly delaySeconds?: number;
  /** At most 10. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** X-Ray's trace header, instead of the one that the producer's `trace` writes. The handler finds it in `message.trace`. */
  readonly traceHeader?: string;
}

/** One message for `sendAll`. */
export interface Send<Payload> extends SendOptions {
  readonly payload: Payload;
}
