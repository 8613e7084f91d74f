import type { KMSClient } from '@aws-sdk/client-kms';

/** What `encryptWith` and `encrypted` have in common. */
export interface EncryptionOptions {
  /**
   * ARNs of 1 to 10 symmetric KMS keys, `arn:aws:kms:REGION:ACCOUNT:key/ID`; an alias does not do, because an encrypted
   * message names its keys by their ARNs. No other key is used, whatever a message asks for.
   */
  readonly keyIds: readonly string[];
  /**
   * At most 20 names with their values, which bind a message to what it is for: a consumer opens it only with the same
   * ones. They are not secret: they stand in each message, and in CloudTrail. `queueArn` is always among them.
   * @default none but `queueArn`
   */
  readonly context?: Readonly<Record<string, string>>;
  /**
   * Uses a data key for more than one message, and so asks KMS less often. A consumer gains by it only when the
   * producer does it, too. Until an entry's age is over, a key that was disabled or taken away is still of use.
   * @default a data key for each message, and a request to KMS
   */
  readonly cache?: DataKeyCache;
  /** The client for KMS, for all keys. @default one for each key's region, with timeouts of 2 and 5 seconds */
  readonly client?: KMSClient;
}

/** How long a data key is used: what comes first ends it. */
export interface DataKeyCache {
  /** Seconds from 1 to 86,400. */
  readonly maxAgeSeconds: number;
  /** Messages encrypted under one data key, 1 to 1,000,000. For a producer. @default 1,000 */
  readonly maxMessages?: number;
  /** Bytes encrypted under one data key, 1 to 2^40. For a producer. @default 100 MiB */
  readonly maxBytes?: number;
  /** Data keys held at a time, 1 to 10,000. @default 100 */
  readonly capacity?: number;
}

export interface DecryptionOptions extends EncryptionOptions {
  /**
   * ARNs of the queues whose messages are opened: those that the producers sent to. A consumer of a dead-letter queue
   * names the source queue; so does that of a queue to which messages are redriven.
   * @default the queue from which the message was received
   */
  readonly from?: readonly string[];
}
