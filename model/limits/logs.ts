import type { Limit } from './limit';

// "CloudWatch Logs quotas" and "PutLogEvents", Amazon CloudWatch Logs User Guide and API Reference.

export const LOG_GROUP_NAME: Limit = { min: 1, max: 512, unit: 'characters' };
export const LOG_GROUP_NAME_PATTERN = /^[.\-_/#A-Za-z0-9]{1,512}$/;

/** A log stream's name may not hold `:` or `*`. */
export const LOG_STREAM_NAME: Limit = { min: 1, max: 512, unit: 'characters' };
export const LOG_STREAM_NAME_PATTERN = /^[^:*]{1,512}$/;

/** "PutMetricFilter", API Reference. It may not hold `:` or `*`. */
export const METRIC_FILTER_NAME: Limit = { min: 1, max: 512, unit: 'characters' };

/** The only retention times that a log group may have. */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653,
];

/** Events of one `PutLogEvents`. */
export const LOG_EVENTS: Limit = { min: 1, max: 10_000, unit: 'events' };

/** The messages of one `PutLogEvents` in UTF-8, plus 26 bytes for each event. */
export const MAX_LOG_BATCH_BYTES = 1_048_576;
export const LOG_EVENT_OVERHEAD_BYTES = 26;

/** The longest single event, its overhead included: 1 MiB since April 2025. */
export const MAX_LOG_EVENT_BYTES = 1_048_576;
