import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess, validKey } from '../access';
import { isLinear, toAlgorithm } from '../checksums';
import { encryptionKeys, encryptionOf, encryptionOutput } from '../encryption';
import { invalidRequest } from '../model/errors';
import type { MultipartUpload } from '../model/stored-object';
import { headerTags } from '../model/tags';
import { objectHeaders, refuseUnsupported, userMetadata } from '../object-attributes';
import type { S3 } from '../s3';

export const createMultipartUpload = (
  s3: S3,
): Operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput> => ({
  access(input, request) {
    const bucket = bucketOf(s3, input, request);
    const actions = input.Tagging ? ['s3:PutObject', 's3:PutObjectTagging'] : ['s3:PutObject'];
    const context = encryptionKeys(input);
    return actions.map((action) => objectAccess(bucket, input.Key, request, action, context));
  },

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const key = validKey(input.Key);
    refuseUnsupported(bucket, input);
    const checksum = checksumOfUpload(input);
    const encryption = encryptionOf(bucket, key, input, request);
    const upload: MultipartUpload = {
      uploadId: s3.random.alphanumeric(64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'),
      key,
      initiated: s3.lastModified,
      headers: objectHeaders(input),
      metadata: userMetadata(input),
      tags: headerTags(input.Tagging),
      encryption,
      checksum,
      parts: new Map(),
    };
    bucket.uploads.set(upload.uploadId, upload);
    return {
      Bucket: bucket.name,
      Key: key,
      UploadId: upload.uploadId,
      ...encryptionOutput(encryption),
      ChecksumAlgorithm: checksum?.algorithm,
      ChecksumType: checksum?.type,
    };
  },
});

function checksumOfUpload(input: CreateMultipartUploadRequest): MultipartUpload['checksum'] {
  const { ChecksumAlgorithm, ChecksumType } = input;
  if (ChecksumAlgorithm === undefined) {
    if (ChecksumType === undefined) return undefined;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  const algorithm = toAlgorithm(ChecksumAlgorithm);
  const type = ChecksumType ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  // A digest of the whole cannot be had from its parts; a CRC64NVME has no composite form.
  if ((type === 'FULL_OBJECT' && !isLinear(algorithm)) || (type === 'COMPOSITE' && algorithm === 'CRC64NVME')) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type };
}
