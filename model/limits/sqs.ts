import type { Limit, LimitWithDefault } from './limit';

// Queue attributes: "SetQueueAttributes", Amazon SQS API Reference.

/** How long a received message stays hidden from other receivers. Also the range of `ChangeMessageVisibility`. */
export const VISIBILITY_TIMEOUT: LimitWithDefault = { min: 0, max: 43_200, default: 30, unit: 'seconds' };

/** How long a message is kept that nobody deletes: 1 minute to 14 days, 4 days by default. */
export const MESSAGE_RETENTION: LimitWithDefault = { min: 60, max: 1_209_600, default: 345_600, unit: 'seconds' };

/** How long a new message stays hidden: of a queue, or of one message of a standard queue. */
export const DELAY: LimitWithDefault = { min: 0, max: 900, default: 0, unit: 'seconds' };

/** How long a receive waits for a message to arrive (long polling). */
export const RECEIVE_WAIT_TIME: LimitWithDefault = { min: 0, max: 20, default: 0, unit: 'seconds' };

/** The largest message that a queue takes, its attributes included: 1 MiB since August 2025, 256 KiB before. */
export const MAXIMUM_MESSAGE_SIZE: LimitWithDefault = { min: 1_024, max: 1_048_576, default: 1_048_576, unit: 'bytes' };

/** How long SQS uses a data key again before it asks KMS for another. */
export const KMS_DATA_KEY_REUSE: LimitWithDefault = { min: 60, max: 86_400, default: 300, unit: 'seconds' };

/** After how many receives the next one moves a message to the dead-letter queue. */
export const MAX_RECEIVE_COUNT: Limit = { min: 1, max: 1_000, unit: 'receives' };

/** Source queues that a `RedriveAllowPolicy` with `byQueue` may name. */
export const REDRIVE_ALLOW_SOURCE_QUEUES: Limit = { min: 1, max: 10, unit: 'queues' };

// Messages: "Amazon SQS message quotas", Amazon SQS Developer Guide.

/** Entries of `SendMessageBatch`, `DeleteMessageBatch` and `ChangeMessageVisibilityBatch`. */
export const BATCH_ENTRIES: Limit = { min: 1, max: 10, unit: 'entries' };

/** Messages that one receive asks for. */
export const MAX_NUMBER_OF_MESSAGES: LimitWithDefault = { min: 1, max: 10, default: 1, unit: 'messages' };

/** The messages of one `SendMessageBatch` together, as long as the largest single message. */
export const MAX_BATCH_BYTES = 1_048_576;

/** An entry's id: alphanumeric characters, hyphens and underscores. */
export const BATCH_ENTRY_ID: Limit = { min: 1, max: 80, unit: 'characters' };
export const BATCH_ENTRY_ID_PATTERN = /^[A-Za-z0-9_-]{1,80}$/;

export const MAX_MESSAGE_ATTRIBUTES = 10;

/** Name of a message attribute: letters, digits, `_`, `-` and `.`, not at the ends and not twice in a row. */
export const MESSAGE_ATTRIBUTE_NAME: Limit = { min: 1, max: 256, unit: 'characters' };
/** Names that begin with `AWS.` or `Amazon.`, in any case, are AWS's own. */
export const MESSAGE_ATTRIBUTE_NAME_PATTERN = /^(?!aws\.|amazon\.)(?=.{1,256}$)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

/** The type of a message attribute and, after a dot, a label of the sender's own: `Number.int`. */
export const MESSAGE_ATTRIBUTE_TYPE_PATTERN = /^(?=.{1,256}$)(String|Number|Binary)(\..+)?$/;

/** `MessageGroupId` and `MessageDeduplicationId`: alphanumeric characters and ASCII punctuation. */
export const MESSAGE_GROUP_ID: Limit = { min: 1, max: 128, unit: 'characters' };
export const MESSAGE_GROUP_ID_PATTERN = /^[!-~]{1,128}$/;

/** Characters that a body may not hold: everything outside XML 1.0's `Char`. */
export const INVALID_BODY_CHARACTERS = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Messages in flight: received, neither deleted nor visible again. FIFO was 20,000 before 2025. */
export const MAX_IN_FLIGHT = { standard: 120_000, fifo: 120_000 } as const;

/** A message stays in flight for at most 12 hours from its first receive, however often its timeout is extended. */
export const MAX_TIME_IN_FLIGHT_SECONDS = 43_200;

/** Within this time a FIFO queue accepts a message with the same deduplication id but does not deliver it again. */
export const DEDUPLICATION_INTERVAL_SECONDS = 300;

/** Within this time a FIFO receive may be retried with its `ReceiveRequestAttemptId`. */
export const RECEIVE_ATTEMPT_INTERVAL_SECONDS = 300;

/** What SQS bills as one request: batching stops saving when messages come near it. */
export const BILLING_UNIT_BYTES = 65_536;

// Queues: "Amazon SQS standard queue quotas" and "PurgeQueue", Amazon SQS Developer Guide and API Reference.

/** Queues that one `ListQueues` returns. */
export const LIST_QUEUES: LimitWithDefault = { min: 1, max: 1_000, default: 1_000, unit: 'queues' };

/** A queue can be purged once in this time. */
export const PURGE_INTERVAL_SECONDS = 60;

/** A name cannot be used again for this time after its queue was deleted. */
export const DELETED_NAME_SECONDS = 60;

// Redrive: "StartMessageMoveTask", Amazon SQS API Reference.

export const MESSAGE_MOVE_RATE: Limit = { min: 1, max: 500, unit: 'messages per second' };

/** A move task that has not finished after 36 hours is stopped. */
export const MAX_MESSAGE_MOVE_SECONDS = 129_600;

/** Active move tasks of one account; one per source queue. */
export const MAX_ACTIVE_MESSAGE_MOVE_TASKS = 100;

// Queue policies: "Policy information" in "Amazon SQS policy quotas", Amazon SQS Developer Guide.

export const QUEUE_POLICY = {
  maxBytes: 8_192,
  maxStatements: 20,
  maxPrincipals: 50,
  /** The quota page does not say so, but 20 statements with a condition each are accepted. */
  maxConditionsPerStatement: 10,
  maxActionsPerStatement: 7,
} as const;
