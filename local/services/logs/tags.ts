import { AwsError } from '../../aws-error';
import { invalidParameter } from './errors';

/** "TagResource", CloudWatch Logs API Reference. */
const MAX_TAGS = 50;

export function withTags(
  current: ReadonlyMap<string, string>,
  added: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const tags = new Map(current);
  for (const [key, value] of Object.entries(added)) {
    if (key === '' || key.length > 128)
      throw invalidParameter(`A tag's key must have 1 to 128 characters, got '${key}'.`);
    if (/^aws:/i.test(key)) throw invalidParameter(`Tag keys starting with 'aws:' are reserved for AWS, got '${key}'.`);
    tags.set(key, value);
  }
  if (tags.size > MAX_TAGS) {
    throw new AwsError('TooManyTagsException', `A log group can have at most ${MAX_TAGS} tags, got ${tags.size}.`);
  }
  return tags;
}
