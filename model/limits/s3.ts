import type { Limit, LimitWithDefault } from './limit';

// "General purpose bucket naming rules", "Naming Amazon S3 objects" and
// "Amazon S3 multipart upload limits", Amazon S3 User Guide.

export const BUCKET_NAME: Limit = { min: 3, max: 63, unit: 'characters' };

/** An object's key in UTF-8. */
export const OBJECT_KEY: Limit = { min: 1, max: 1_024, unit: 'bytes' };

/** Names and values of an object's own metadata together. */
export const MAX_USER_METADATA_BYTES = 2_048;

/** What one `PutObject` takes: 5 GiB. */
export const MAX_PUT_OBJECT_BYTES = 5_368_709_120;

/** Keys that one `ListObjectsV2` returns. */
export const LIST_OBJECTS: LimitWithDefault = { min: 0, max: 1_000, default: 1_000, unit: 'keys' };

/** Keys of one `DeleteObjects`. */
export const DELETE_OBJECTS: Limit = { min: 1, max: 1_000, unit: 'keys' };

/** Number of a part in a multipart upload. */
export const PART_NUMBER: Limit = { min: 1, max: 10_000, unit: 'parts' };

/** Every part but the last: 5 MiB to 5 GiB. */
export const PART_SIZE: Limit = { min: 5_242_880, max: 5_368_709_120, unit: 'bytes' };

/** Configurations of one bucket's event notifications. */
export const MAX_NOTIFICATION_CONFIGURATIONS = 100;
