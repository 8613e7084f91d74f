import type { Limit, LimitWithDefault } from './limit';

// "Quotas" and the API Reference, AWS Key Management Service.

/** Days between `ScheduleKeyDeletion` and the deletion. */
export const KEY_DELETION_WINDOW: LimitWithDefault = { min: 7, max: 30, default: 30, unit: 'days' };

/** Days between automatic rotations. */
export const KEY_ROTATION_PERIOD: LimitWithDefault = { min: 90, max: 2_560, default: 365, unit: 'days' };

/** What `Encrypt` takes under a symmetric key. */
export const KMS_PLAINTEXT: Limit = { min: 1, max: 4_096, unit: 'bytes' };
export const KMS_CIPHERTEXT: Limit = { min: 1, max: 6_144, unit: 'bytes' };
export const DATA_KEY_BYTES: Limit = { min: 1, max: 1_024, unit: 'bytes' };

export const KEY_POLICY_MAX_BYTES = 32_768;
export const KEY_DESCRIPTION_MAX = 8_192;

/** With the prefix `alias/`; `alias/aws/` is AWS's own. */
export const KEY_ALIAS: Limit = { min: 1, max: 256, unit: 'characters' };
export const KEY_ALIAS_PATTERN = /^alias\/[a-zA-Z0-9/_-]+$/;

export const MAX_KEY_TAGS = 50;
