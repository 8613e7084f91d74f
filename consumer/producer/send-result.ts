/** What became of one message. */
export type SendResult = Sent | NotSent;

export interface Sent {
  readonly ok: true;
  readonly messageId: string;
  /** FIFO queues only: it grows with every message of a group. */
  readonly sequenceNumber?: string;
}

export interface NotSent {
  readonly ok: false;
  /** SQS's error code, or that of the connection. `GroupStopped`: a message before it in its group was not sent. */
  readonly code: string;
  readonly message: string;
  /** True when the same message would be refused again. */
  readonly senderFault: boolean;
  /** True when an answer was lost: the message may be in the queue all the same. */
  readonly maybeSent: boolean;
}

/** What a producer has asked of SQS so far. */
export interface SendCounts {
  /** Messages that SQS took. */
  readonly messages: number;
  /** `SendMessageBatch` requests, those that failed included. */
  readonly requests: number;
  /** 0.1 is the least; undefined while no message was taken. */
  readonly requestsPerMessage?: number;
}
