import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketAccess, bucketOf } from '../access';
import { keyEncoder, listedPrefixes, pageSize } from '../list-output';
import { canonicalUserId } from '../model/identity';
import { listUploads } from '../model/list-uploads';
import type { S3 } from '../s3';

export const listMultipartUploads = (s3: S3): Operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput> => ({
  access: (input, request) => bucketAccess(bucketOf(s3, input, request), request, 's3:ListBucketMultipartUploads'),

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const { Delimiter, KeyMarker, Prefix, UploadIdMarker } = input;
    const limit = pageSize(input.MaxUploads, 'max-uploads');
    const encode = keyEncoder(input.EncodingType);
    const page = listUploads(bucket.uploads.values(), {
      prefix: Prefix ?? '',
      delimiter: Delimiter,
      keyMarker: KeyMarker,
      uploadIdMarker: UploadIdMarker,
      limit,
    });
    const owner = { ID: canonicalUserId(bucket.account) };
    return {
      Bucket: bucket.name,
      KeyMarker: encode(KeyMarker ?? ''),
      UploadIdMarker: UploadIdMarker ?? '',
      NextKeyMarker: page.truncated ? encode(page.nextKeyMarker) : undefined,
      NextUploadIdMarker: page.truncated ? page.nextUploadIdMarker : undefined,
      Prefix: encode(Prefix),
      Delimiter: encode(Delimiter),
      MaxUploads: limit,
      IsTruncated: page.truncated,
      EncodingType: input.EncodingType,
      Uploads: page.uploads.map((upload) => ({
        UploadId: upload.uploadId,
        Key: encode(upload.key),
        Initiated: new Date(upload.initiated),
        StorageClass: 'STANDARD',
        Owner: owner,
        Initiator: owner,
        ChecksumAlgorithm: upload.checksum?.algorithm,
        ChecksumType: upload.checksum?.type,
      })),
      CommonPrefixes: listedPrefixes(page.commonPrefixes, encode),
    };
  },
});
