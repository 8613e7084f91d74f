import type { Tag } from '@aws-sdk/client-eventbridge';
import { MAX_RULE_TAGS } from '../../../model/limits/events';
import { invalid, limitExceeded } from './errors';

export function withTags(current: ReadonlyMap<string, string>, added: readonly Tag[] = []): Map<string, string> {
  const tags = new Map(current);
  for (const { Key = '', Value = '' } of added) {
    if (Key === '' || Key.length > 128 || Value.length > 256 || /^aws:/i.test(Key)) {
      throw invalid(
        `A tag's key has 1 to 128 characters and does not begin with aws:, a value at most 256, got '${Key}'.`,
      );
    }
    tags.set(Key, Value);
  }
  if (tags.size > MAX_RULE_TAGS)
    throw limitExceeded(`A rule can have at most ${MAX_RULE_TAGS} tags, got ${tags.size}.`);
  return tags;
}

export const tagList = (tags: ReadonlyMap<string, string>): Tag[] =>
  Array.from(tags, ([Key, Value]) => ({ Key, Value }));
