import type { _Object, CommonPrefix, EncodingType } from '@aws-sdk/client-s3';
import { encodeS3Key } from '../../../model/events/s3-key';
import { LIST_OBJECTS } from '../../../model/limits/s3';
import type { Access, Request } from '../service';
import { bucketAccess } from './access';
import type { Bucket } from './model/bucket';
import { invalidArgument } from './model/errors';
import { canonicalUserId } from './model/identity';
import type { Listing } from './model/listing';
import type { StoredObject } from './model/stored-object';

interface ListInput {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
}

/** A policy may allow to list some prefixes only. */
export function listAccess(bucket: Bucket, input: ListInput, request: Request): Access {
  const context: Record<string, string> = { 's3:prefix': input.Prefix ?? '' };
  if (input.Delimiter !== undefined) context['s3:delimiter'] = input.Delimiter;
  if (input.MaxKeys !== undefined) context['s3:max-keys'] = String(input.MaxKeys);
  return bucketAccess(bucket, request, 's3:ListBucket', context);
}

/** S3 takes any number and returns no more than 1,000. */
export function pageSize(value: number | undefined, name: string): number {
  if (value === undefined) return LIST_OBJECTS.default;
  if (!Number.isInteger(value) || value < 0 || value > 2 ** 31 - 1) {
    throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, String(value));
  }
  return Math.min(value, LIST_OBJECTS.max);
}

/** XML 1.0 cannot hold every character of a key, so a caller may ask for URL-encoded ones. */
export function keyEncoder(encoding: EncodingType | undefined): <Text extends string | undefined>(text: Text) => Text {
  if (encoding === undefined) return (text) => text;
  if (encoding !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  }
  return (text) => (text === undefined ? text : encodeS3Key(text)) as typeof text;
}

export function listedObjects(
  bucket: Bucket,
  listing: Listing<StoredObject>,
  encode: (key: string) => string,
  owner: boolean,
): _Object[] {
  return listing.entries.map(({ key, value }) => ({
    Key: encode(key),
    LastModified: new Date(value.lastModified),
    ETag: `"${value.etag}"`,
    ChecksumAlgorithm: [value.checksum.algorithm],
    ChecksumType: value.checksum.type,
    Size: value.size,
    StorageClass: 'STANDARD',
    Owner: owner ? { ID: canonicalUserId(bucket.account) } : undefined,
  }));
}

export function listedPrefixes(prefixes: readonly string[], encode: (key: string) => string): CommonPrefix[] {
  return prefixes.map((prefix) => ({ Prefix: encode(prefix) }));
}
