import type { Request } from '../service';
import { bucketOf, type ObjectInput } from './access';
import type { Bucket } from './model/bucket';
import { noSuchUpload } from './model/errors';
import type { MultipartUpload } from './model/stored-object';
import type { S3 } from './s3';

export interface UploadInput extends ObjectInput {
  readonly UploadId: string | undefined;
}

/** The upload that a request names, if it is still going on. */
export function uploadOf(s3: S3, input: UploadInput, request: Request): { bucket: Bucket; upload: MultipartUpload } {
  const bucket = bucketOf(s3, input, request);
  const upload = bucket.uploads.get(input.UploadId ?? '');
  if (upload === undefined || upload.key !== input.Key) throw noSuchUpload(input.UploadId ?? '');
  return { bucket, upload };
}
