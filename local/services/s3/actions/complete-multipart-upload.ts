import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { chosenParts, multipartChecksum, multipartEtag } from '../assemble';
import { checksumMembers, checksumOf, requireChecksum } from '../checksums';
import { requireDecrypt } from '../encryption';
import { requireWritable } from '../model/conditions';
import { invalidRequest } from '../model/errors';
import { writtenOutput } from '../object-output';
import type { S3 } from '../s3';
import { commitObject } from '../store';
import { uploadOf } from '../uploads';

export const completeMultipartUpload = (
  s3: S3,
): Operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:PutObject'),

  async run(input, request) {
    const { bucket, upload } = uploadOf(s3, input, request);
    requireDecrypt(bucket, upload.encryption, request);
    const parts = chosenParts(upload, input.MultipartUpload?.Parts ?? []);
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== size) {
      throw invalidRequest(`The provided 'x-amz-mp-object-size' header does not match what was computed: ${size}`);
    }
    requireWritable(upload.key, bucket.objects.get(upload.key), input);
    const checksum = await multipartChecksum(s3, upload, parts);
    const expected = checksumOf(input);
    if (expected?.algorithm === checksum.algorithm) requireChecksum(expected, checksum.value);

    // Of two requests that complete the same upload, one comes too late.
    uploadOf(s3, input, request);
    bucket.uploads.delete(upload.uploadId);
    const unused = [...upload.parts.values()].filter((part) => !parts.includes(part));
    await s3.storage.release(unused.map((part) => part.blob));

    const { key, headers, metadata, tags, encryption } = upload;
    const etag = multipartEtag(parts);
    const lastModified = s3.lastModified;
    const content = parts.map((part) => part.blob);
    const object = { key, size, etag, lastModified, headers, metadata, tags, checksum, encryption, content, parts };
    const event = 'CompleteMultipartUpload';
    await commitObject(s3, { bucket: bucket.name, object, conditions: input, event }, request);
    return {
      Location: `${request.endpoint}/${bucket.name}/${key.split('/').map(encodeURIComponent).join('/')}`,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${etag}"`,
      ...checksumMembers(checksum),
      ChecksumType: checksum.type,
      ...writtenOutput(bucket, encryption),
    };
  },
});
