import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf } from '../access';
import { keyEncoder, listAccess, listedObjects, listedPrefixes, pageSize } from '../list-output';
import { invalidArgument } from '../model/errors';
import { listKeys } from '../model/listing';
import type { S3 } from '../s3';

export const listObjectsV2 = (s3: S3): Operation<ListObjectsV2Request, ListObjectsV2Output> => ({
  access: (input, request) => listAccess(bucketOf(s3, input, request), input, request),

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const limit = pageSize(input.MaxKeys, 'max-keys');
    const encode = keyEncoder(input.EncodingType);
    const { ContinuationToken, Delimiter, Prefix = '', StartAfter } = input;
    const after = ContinuationToken === undefined ? StartAfter : lastKeyOf(ContinuationToken);
    const listing = listKeys(bucket.objects, { prefix: Prefix, delimiter: Delimiter, after, limit });
    const Contents = listedObjects(bucket, listing, encode, input.FetchOwner === true);
    const CommonPrefixes = listedPrefixes(listing.commonPrefixes, encode);
    return {
      Name: bucket.name,
      Prefix: encode(Prefix),
      Delimiter: encode(Delimiter),
      StartAfter: encode(StartAfter),
      MaxKeys: limit,
      KeyCount: Contents.length + CommonPrefixes.length,
      IsTruncated: listing.truncated,
      ContinuationToken,
      NextContinuationToken: listing.truncated ? tokenOf(listing.last ?? '') : undefined,
      EncodingType: input.EncodingType,
      Contents: Contents.length > 0 ? Contents : undefined,
      CommonPrefixes: CommonPrefixes.length > 0 ? CommonPrefixes : undefined,
    };
  },
});

/** A page goes on after the last key, even when keys came or went in between. */
function tokenOf(last: string): string {
  return Buffer.from(`after:${last}`).toString('base64');
}

function lastKeyOf(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}
