import type {
  GetObjectAttributesOutput,
  GetObjectAttributesParts,
  GetObjectAttributesRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { checksumMembers } from '../checksums';
import { requireDecrypt } from '../encryption';
import { pageSize } from '../list-output';
import { invalidArgument } from '../model/errors';
import type { StoredObject } from '../model/stored-object';
import { existingObject } from '../not-found';
import type { S3 } from '../s3';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

export const getObjectAttributes = (s3: S3): Operation<GetObjectAttributesRequest, GetObjectAttributesOutput> => ({
  access(input, request) {
    const bucket = bucketOf(s3, input, request);
    return ['s3:GetObject', 's3:GetObjectAttributes'].map((action) => objectAccess(bucket, input.Key, request, action));
  },

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const wanted: readonly string[] = input.ObjectAttributes ?? [];
    if (wanted.length === 0 || wanted.some((name) => !ATTRIBUTES.includes(name))) {
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', wanted.join(','));
    }
    const object = existingObject(bucket, input, request);
    const { checksum } = object;
    if (wanted.includes('Checksum')) requireDecrypt(bucket, object.encryption, request);
    const has = (name: string): boolean => wanted.includes(name);
    return {
      LastModified: new Date(object.lastModified),
      VersionId: bucket.versionId,
      // Unlike everywhere else without quotes.
      ETag: has('ETag') ? object.etag : undefined,
      Checksum: has('Checksum') ? { ...checksumMembers(checksum), ChecksumType: checksum.type } : undefined,
      ObjectParts: has('ObjectParts') ? partsOf(object, input) : undefined,
      StorageClass: has('StorageClass') ? 'STANDARD' : undefined,
      ObjectSize: has('ObjectSize') ? object.size : undefined,
    };
  },
});

function partsOf({ parts }: StoredObject, input: GetObjectAttributesRequest): GetObjectAttributesParts | undefined {
  if (parts === undefined) return undefined;
  const limit = pageSize(input.MaxParts, 'max-parts');
  const marker = Number(input.PartNumberMarker ?? 0);
  const rest = parts.filter((part) => part.partNumber > marker);
  const page = rest.slice(0, limit);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.partNumber ?? marker),
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
    Parts: page.map(({ partNumber, size, checksum }) => ({
      PartNumber: partNumber,
      Size: size,
      ...checksumMembers(checksum),
    })),
  };
}
