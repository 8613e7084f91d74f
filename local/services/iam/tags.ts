import type { Tag } from '@aws-sdk/client-iam';
import { limitExceeded, validationError } from './errors';

/** "IAM and AWS STS quotas": tags of a role or a policy. */
const MAX_TAGS = 50;

/** Returns `current` with `added` on top; a key that exists gets the new value. */
export function withTags(current: ReadonlyMap<string, string>, added: readonly Tag[] = []): Map<string, string> {
  const tags = new Map(current);
  for (const { Key, Value } of added) {
    if (!Key || Key.length > 128) throw validationError(`A tag's key must have 1 to 128 characters, got '${Key}'.`);
    if (/^aws:/i.test(Key)) throw validationError(`Tag keys starting with 'aws:' are reserved for AWS, got '${Key}'.`);
    tags.set(Key, Value ?? '');
  }
  if (tags.size > MAX_TAGS) throw limitExceeded(`The number of tags has reached the maximum limit of ${MAX_TAGS}.`);
  return tags;
}

export function tagList(tags: ReadonlyMap<string, string>): Tag[] {
  return Array.from(tags, ([Key, Value]) => ({ Key, Value }));
}
