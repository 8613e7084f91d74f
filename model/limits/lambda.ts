import type { Limit, LimitWithDefault } from './limit';

// Functions: "Lambda quotas", AWS Lambda Developer Guide.

export const FUNCTION_TIMEOUT: LimitWithDefault = { min: 1, max: 900, default: 3, unit: 'seconds' };
export const FUNCTION_MEMORY: LimitWithDefault = { min: 128, max: 10_240, default: 128, unit: 'MB' };

/** `/tmp` of an execution environment. */
export const FUNCTION_EPHEMERAL_STORAGE: LimitWithDefault = { min: 512, max: 10_240, default: 512, unit: 'MB' };

export const FUNCTION_NAME: Limit = { min: 1, max: 64, unit: 'characters' };
export const FUNCTION_NAME_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/** Names and values of all environment variables of a function together. */
export const MAX_ENVIRONMENT_BYTES = 4_096;

/** Request and response of a synchronous invocation, each: 6 MB. */
export const MAX_SYNCHRONOUS_PAYLOAD_BYTES = 6_291_556;

/** Event of an asynchronous invocation: 1 MiB since October 2025, 256 KiB before. */
export const MAX_ASYNCHRONOUS_PAYLOAD_BYTES = 1_048_576;

/** Concurrent invocations of all functions of an account in a region, unless raised. */
export const DEFAULT_ACCOUNT_CONCURRENCY = 1_000;

/** What must stay unreserved of an account's concurrency. */
export const MIN_UNRESERVED_CONCURRENCY = 100;

// Event source mappings: "Using Lambda with Amazon SQS" and "CreateEventSourceMapping".

/** Messages in one invocation. More than 10 need a batching window of at least 1 second. */
export const BATCH_SIZE: LimitWithDefault = { min: 1, max: 10_000, default: 10, unit: 'messages' };

/** A FIFO queue's batch, and the largest one without a batching window. */
export const BATCH_SIZE_WITHOUT_WINDOW: LimitWithDefault = { min: 1, max: 10, default: 10, unit: 'messages' };

/** How long Lambda gathers messages for a batch. Not for FIFO queues. */
export const BATCHING_WINDOW: LimitWithDefault = { min: 0, max: 300, default: 0, unit: 'seconds' };

/** Concurrent invocations that one mapping may use; not together with provisioned pollers. */
export const MAXIMUM_CONCURRENCY: Limit = { min: 2, max: 1_000, unit: 'invocations' };

/** Provisioned mode: event pollers that are always there, and the most that there may be. */
export const MINIMUM_POLLERS: LimitWithDefault = { min: 2, max: 200, default: 2, unit: 'pollers' };
export const MAXIMUM_POLLERS: LimitWithDefault = { min: 2, max: 2_000, default: 200, unit: 'pollers' };

/** Invocations that one provisioned poller of a queue runs at a time, at most. */
export const INVOCATIONS_PER_POLLER = 10;

/** Filters of one mapping, unless raised to 10, and the characters of each pattern. */
export const MAX_FILTERS = 5;
export const MAX_FILTER_PATTERN_CHARACTERS = 4_096;

/** Concurrent batches that Lambda begins with on a standard queue, what it adds a minute, and where it stops. */
export const POLLER_SCALING = { initial: 5, minimum: 2, perMinute: 300, maximum: 1_250 } as const;

/**
 * A queue's visibility timeout should be this many times the function's timeout, plus the batching window,
 * so that throttled batches can be retried; at least once the function's timeout is enforced.
 */
export const VISIBILITY_TIMEOUT_FACTOR = 6;

/** The receives that a source queue should allow, so that throttling alone does not dead-letter a message. */
export const RECOMMENDED_MIN_RECEIVE_COUNT = 5;
