import type { Tag } from '@aws-sdk/client-cloudwatch';
import { invalidValue } from './errors';

/** "TagResource", CloudWatch API Reference. */
const MAX_TAGS = 50;

export function withTags(current: ReadonlyMap<string, string>, added: readonly Tag[] = []): Map<string, string> {
  const tags = new Map(current);
  for (const { Key, Value } of added) {
    if (!Key || Key.length > 128) throw invalidValue(`A tag's key must have 1 to 128 characters, got '${Key}'.`);
    if (/^aws:/i.test(Key)) throw invalidValue(`Tag keys starting with 'aws:' are reserved for AWS, got '${Key}'.`);
    tags.set(Key, Value ?? '');
  }
  if (tags.size > MAX_TAGS) throw invalidValue(`An alarm can have at most ${MAX_TAGS} tags, got ${tags.size}.`);
  return tags;
}
