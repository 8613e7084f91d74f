/**
 * What is around a payload in a message's body. Envelopes take text, so that one fits into another: what SNS
 * delivers may hold S3's notification.
 */
export interface Envelope<Payload> {
  /** @throws PermanentError when the body is not what the envelope says */
  open(body: string): Opened<Payload>;
}

export interface Opened<Payload> {
  /** The message is done when all of them are; with none it is done at once. */
  readonly payloads: readonly Payload[];
  /** Why there is no payload, for the log and the summary. */
  readonly note?: string;
}
