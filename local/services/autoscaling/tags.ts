import type { Tag } from '@aws-sdk/client-auto-scaling';
import { validationError } from './errors';
import type { GroupTag } from './group-record';

/** "Tag Auto Scaling groups and instances". */
const MAX_TAGS = 50;

export function withTags(current: ReadonlyMap<string, GroupTag>, added: readonly Tag[] = []): Map<string, GroupTag> {
  const tags = new Map(current);
  for (const { Key, Value = '', PropagateAtLaunch = false } of added) {
    if (!Key || Key.length > 128) throw validationError(`A tag's key must have 1 to 128 characters, got '${Key}'.`);
    if (/^aws:/i.test(Key)) throw validationError(`Tag keys starting with 'aws:' are reserved for AWS, got '${Key}'.`);
    tags.set(Key, { value: Value, propagate: PropagateAtLaunch });
  }
  if (tags.size > MAX_TAGS) throw validationError(`A group can have at most ${MAX_TAGS} tags, got ${tags.size}.`);
  return tags;
}
