import type { Tag } from '@aws-sdk/client-sns';
import { MAX_TOPIC_TAGS } from '../../../model/limits/sns';
import { AwsError } from '../../aws-error';
import { invalidParameter } from './errors';

export function withTags(current: ReadonlyMap<string, string>, added: readonly Tag[] = []): Map<string, string> {
  const tags = new Map(current);
  const keys = added.map(({ Key = '' }) => Key);
  if (new Set(keys).size < keys.length) throw invalidParameter('Duplicated keys are not allowed.');
  for (const { Key = '', Value = '' } of added) {
    if (Key === '' || Key.length > 128 || Value.length > 256 || /^aws:/i.test(Key)) {
      throw invalidParameter(
        `Tags Reason: A key has 1 to 128 characters and does not begin with aws:, a value at most 256, got '${Key}'`,
      );
    }
    tags.set(Key, Value);
  }
  if (tags.size > MAX_TOPIC_TAGS) {
    throw new AwsError('TagLimitExceeded', `A topic can have at most ${MAX_TOPIC_TAGS} tags, got ${tags.size}.`);
  }
  return tags;
}

export const tagList = (tags: ReadonlyMap<string, string>): Tag[] =>
  Array.from(tags, ([Key, Value]) => ({ Key, Value }));
