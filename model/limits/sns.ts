import type { Limit } from './limit';

// "Amazon SNS endpoints and quotas", "Publish" and "Message filtering", Amazon SNS Developer Guide and API Reference.

/** One message, and one batch, its attributes included. */
export const MAX_NOTIFICATION_BYTES = 262_144;

export const TOPIC_NAME: Limit = { min: 1, max: 256, unit: 'characters' };

/** ASCII without line breaks; the first character is a letter, a digit or punctuation. */
export const SUBJECT: Limit = { min: 1, max: 100, unit: 'characters' };
export const SUBJECT_PATTERN = /^[!-~][ -~]{0,99}$/;

export const DISPLAY_NAME_MAX = 100;

/** Entries of `PublishBatch`. */
export const PUBLISH_BATCH_ENTRIES: Limit = { min: 1, max: 10, unit: 'entries' };

/** Items that one list operation returns. */
export const SNS_PAGE = 100;

export const MAX_TOPIC_TAGS = 50;
export const MAX_TOPIC_POLICY_BYTES = 30_720;
export const MAX_TOPIC_POLICY_STATEMENTS = 100;

/** A pending subscription is forgotten after two days. */
export const CONFIRMATION_SECONDS = 172_800;

export const FILTER_POLICY = {
  /** Of the policy's top level, in either scope. */
  maxKeys: 5,
  /** The values of every key's list, multiplied; nested ones count once for each level. */
  maxCombinations: 150,
  maxBytes: 262_144,
  /** -10^9 to 10^9 */
  maxNumber: 1e9,
} as const;

/** Subscriptions of one topic that may have a filter policy, unless raised. */
export const MAX_FILTER_POLICIES_PER_TOPIC = 200;

/**
 * How often SNS tries an SQS queue or a function again when the service fails: 3 times at once, twice a second apart,
 * 10 times with growing pauses, then every 20 seconds, 100,015 times in about 23 days ("Message delivery retries").
 */
export const DELIVERY_RETRIES = {
  immediate: 3,
  beforeBackoff: { attempts: 2, seconds: 1 },
  backoff: { attempts: 10, fromSeconds: 1, toSeconds: 20 },
  afterBackoff: { attempts: 100_000, seconds: 20 },
} as const;
