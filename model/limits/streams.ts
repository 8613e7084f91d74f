import type { Limit, LimitWithDefault } from './limit';

// Event source mappings of streams: "CreateEventSourceMapping", AWS Lambda API Reference.

/** Records in one invocation. */
export const STREAM_BATCH_SIZE: LimitWithDefault = { min: 1, max: 10_000, default: 100, unit: 'records' };

/** How long Lambda gathers records for a batch. */
export const STREAM_BATCHING_WINDOW: LimitWithDefault = { min: 0, max: 300, default: 0, unit: 'seconds' };

/** Batches of one shard in work at a time. */
export const PARALLELIZATION_FACTOR: LimitWithDefault = { min: 1, max: 10, default: 1, unit: 'batches' };

/** Lambda's own default is to retry until the record expires. */
export const MAXIMUM_RETRY_ATTEMPTS: Limit = { min: 0, max: 10_000, unit: 'retries' };

/** Lambda's own default is no maximum. */
export const MAXIMUM_RECORD_AGE: Limit = { min: 60, max: 604_800, unit: 'seconds' };

// Streams: "Quotas and limits", Amazon Kinesis Data Streams Developer Guide.

/** How long a stream keeps records. */
export const STREAM_RETENTION: LimitWithDefault = { min: 24, max: 8_760, default: 24, unit: 'hours' };

/** Of a stream with provisioned capacity, unless the account's quota is raised. */
export const SHARD_COUNT: Limit = { min: 1, max: 20_000, unit: 'shards' };
