import type { Message } from '../engine/message';

/**
 * What is around a payload in a message's body. Envelopes take text, so that one fits into another: what SNS
 * delivers may hold S3's notification.
 */
export interface Envelope<Payload> {
  /**
   * `message` is the one whose body, or a part of it, is opened.
   * @throws PermanentError when the body is not what the envelope says
   */
  open(body: string, message: EnvelopedMessage): Opened<Payload> | Promise<Opened<Payload>>;
  /** True when a reason must not quote the payload: it would stand in the clear in the log and in the dead letter. */
  readonly confidential?: boolean;
}

/** What an envelope may know of the message that it opens. */
export type EnvelopedMessage = Pick<Message, 'id' | 'queueArn'>;

export interface Opened<Payload> {
  /** The message is done when all of them are; with none it is done at once. */
  readonly payloads: readonly Payload[];
  /** Why there is no payload, for the log and the summary. */
  readonly note?: string;
}
