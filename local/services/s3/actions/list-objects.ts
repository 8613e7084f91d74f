import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf } from '../access';
import { keyEncoder, listAccess, listedObjects, listedPrefixes, pageSize } from '../list-output';
import { listKeys } from '../model/listing';
import type { S3 } from '../s3';

/** The first version of ListObjectsV2: the next page begins after a key that the caller names. */
export const listObjects = (s3: S3): Operation<ListObjectsRequest, ListObjectsOutput> => ({
  access: (input, request) => listAccess(bucketOf(s3, input, request), input, request),

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const limit = pageSize(input.MaxKeys, 'max-keys');
    const encode = keyEncoder(input.EncodingType);
    const { Delimiter, Marker, Prefix = '' } = input;
    const listing = listKeys(bucket.objects, { prefix: Prefix, delimiter: Delimiter, after: Marker, limit });
    const Contents = listedObjects(bucket, listing, encode, true);
    const CommonPrefixes = listedPrefixes(listing.commonPrefixes, encode);
    return {
      Name: bucket.name,
      Prefix: encode(Prefix),
      Delimiter: encode(Delimiter),
      Marker: encode(Marker ?? ''),
      MaxKeys: limit,
      IsTruncated: listing.truncated,
      // Without a delimiter the last key is the marker of the next page.
      NextMarker: listing.truncated && Delimiter ? encode(listing.last) : undefined,
      EncodingType: input.EncodingType,
      Contents: Contents.length > 0 ? Contents : undefined,
      CommonPrefixes: CommonPrefixes.length > 0 ? CommonPrefixes : undefined,
    };
  },
});
