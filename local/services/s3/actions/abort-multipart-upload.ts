import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import type { S3 } from '../s3';
import { uploadOf } from '../uploads';

export const abortMultipartUpload = (s3: S3): Operation<AbortMultipartUploadRequest, AbortMultipartUploadOutput> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:AbortMultipartUpload'),

  async run(input, request) {
    const { bucket, upload } = uploadOf(s3, input, request);
    bucket.uploads.delete(upload.uploadId);
    await s3.storage.release([...upload.parts.values()].map((part) => part.blob));
    return {};
  },
});
