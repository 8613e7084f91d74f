import type { Tag } from '@aws-sdk/client-kms';
import { MAX_KEY_TAGS } from '../../../model/limits/kms';
import { AwsError } from '../../aws-error';

export function withTags(current: ReadonlyMap<string, string>, added: readonly Tag[] = []): Map<string, string> {
  const tags = new Map(current);
  for (const { TagKey = '', TagValue = '' } of added) {
    if (TagKey === '' || TagKey.length > 128) {
      throw new AwsError('TagException', `A tag's key must have 1 to 128 characters, got '${TagKey}'.`);
    }
    if (/^aws:/i.test(TagKey)) {
      throw new AwsError('TagException', `Tag keys starting with 'aws:' are reserved for AWS, got '${TagKey}'.`);
    }
    tags.set(TagKey, TagValue);
  }
  if (tags.size > MAX_KEY_TAGS) {
    throw new AwsError('LimitExceededException', `A key can have at most ${MAX_KEY_TAGS} tags, got ${tags.size}.`);
  }
  return tags;
}
