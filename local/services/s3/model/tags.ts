import type { Tag } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import { invalidArgument } from './errors';

// "Categorizing your objects using tags" and "Using cost allocation S3 bucket tags", Amazon S3 User Guide.
const MAX_OBJECT_TAGS = 10;
const MAX_BUCKET_TAGS = 50;
const MAX_KEY_CHARACTERS = 128;
const MAX_VALUE_CHARACTERS = 256;

export type Tags = ReadonlyMap<string, string>;

export const NO_TAGS: Tags = new Map();

export function objectTags(tags: readonly Tag[]): Tags {
  if (tags.length > MAX_OBJECT_TAGS) {
    throw new AwsError('BadRequest', `Object tags cannot be greater than ${MAX_OBJECT_TAGS}`);
  }
  return checked(tags);
}

export function bucketTags(tags: readonly Tag[]): Tags {
  if (tags.length > MAX_BUCKET_TAGS) {
    throw new AwsError('BadRequest', `Bucket tag count cannot be greater than ${MAX_BUCKET_TAGS}`);
  }
  return checked(tags);
}

/** From the header `x-amz-tagging`: `key=value&key=value`, URL-encoded. */
export function headerTags(header: string | undefined): Tags {
  if (header === undefined || header === '') return NO_TAGS;
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    );
  }
  return objectTags(tags);
}

export function tagSet(tags: Tags): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function checked(tags: readonly Tag[]): Tags {
  const result = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    if (result.has(Key)) throw invalidTag('Cannot provide multiple Tags with the same key', Key);
    if (Key.startsWith('aws:')) {
      throw invalidTag('System tags cannot be added/updated by requester', Key);
    }
    if (Key.length === 0 || Key.length > MAX_KEY_CHARACTERS || !isTagText(Key)) {
      throw invalidTag('The TagKey you have provided is invalid', Key);
    }
    if (Value.length > MAX_VALUE_CHARACTERS || !isTagText(Value)) {
      throw invalidTag('The TagValue you have provided is invalid', Key);
    }
    result.set(Key, Value);
  }
  return result;
}

function isTagText(text: string): boolean {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}

function invalidTag(message: string, key: string): AwsError {
  return new AwsError('InvalidTag', message, { fields: { TagKey: key } });
}
