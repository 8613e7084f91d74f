import type { Limit, LimitWithDefault } from './limit';

// "PutEvents", "PutRule", "PutTargets" and "Target", Amazon EventBridge API Reference; "Amazon EventBridge quotas".

export const EVENT_RULE_NAME: Limit = { min: 1, max: 64, unit: 'characters' };
/** Of rules and of targets. */
export const EVENT_NAME_PATTERN = /^[.\-_A-Za-z0-9]{1,64}$/;

export const MAX_EVENT_PATTERN_LENGTH = 4_096;

/** Entries of `PutEvents`. */
export const PUT_EVENTS_ENTRIES: Limit = { min: 1, max: 10, unit: 'entries' };
/** One entry, and all entries of a request; 256 KB until January 2026. */
export const MAX_EVENT_BYTES = 1_048_576;
/** What an entry's `Time` counts. "Calculating PutEvents event entry size" */
export const EVENT_TIME_BYTES = 14;

export const MAX_TARGETS_PER_RULE = 5;
export const MAX_TARGET_INPUT_LENGTH = 8_192;
export const MAX_TARGET_PATH_LENGTH = 256;
/** Variables of an input transformer. */
export const MAX_INPUT_PATHS = 100;

/** How long a target that fails is tried again: until the first of the two is reached. */
export const TARGET_RETRY_ATTEMPTS: LimitWithDefault = { min: 0, max: 185, default: 185, unit: 'attempts' };
export const TARGET_EVENT_AGE: LimitWithDefault = { min: 60, max: 86_400, default: 86_400, unit: 'seconds' };

/** Items that one list operation returns at most, and without a limit. */
export const EVENTS_PAGE: Limit = { min: 1, max: 100, unit: 'items' };

export const MAX_RULE_TAGS = 50;
