import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { checksumMembers } from '../checksums';
import { pageSize } from '../list-output';
import { canonicalUserId } from '../model/identity';
import type { S3 } from '../s3';
import { uploadOf } from '../uploads';

export const listParts = (s3: S3): Operation<ListPartsRequest, ListPartsOutput> => ({
  access: (input, request) =>
    objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:ListMultipartUploadParts'),

  run(input, request) {
    const { bucket, upload } = uploadOf(s3, input, request);
    const limit = pageSize(input.MaxParts, 'max-parts');
    const marker = Number(input.PartNumberMarker ?? 0);
    const rest = [...upload.parts.values()]
      .filter((part) => part.partNumber > marker)
      .sort((a, b) => a.partNumber - b.partNumber);
    const page = rest.slice(0, limit);
    const owner = { ID: canonicalUserId(bucket.account) };
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.uploadId,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page.at(-1)?.partNumber ?? 0),
      MaxParts: limit,
      IsTruncated: rest.length > page.length,
      Parts: page.map((part) => ({
        PartNumber: part.partNumber,
        LastModified: new Date(part.lastModified),
        ETag: `"${part.etag}"`,
        Size: part.size,
        ...(upload.checksum === undefined ? {} : checksumMembers(part.checksum)),
      })),
      Initiator: owner,
      Owner: owner,
      StorageClass: 'STANDARD',
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    };
  },
});
