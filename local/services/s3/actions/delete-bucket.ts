import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const deleteBucket = (s3: S3): Operation<DeleteBucketRequest, undefined> =>
  onBucket(s3, 's3:DeleteBucket', async (bucket) => {
    if (bucket.objects.size > 0 || bucket.deleteMarkers.size > 0) {
      const versions = bucket.versioning === undefined ? '' : '. You must delete all versions in the bucket.';
      throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty${versions}`, {
        status: 409,
        fields: { BucketName: bucket.name },
      });
    }
    s3.buckets.remove(bucket);
    s3.kernel.events.emit('s3.bucket-deleted', { bucket: bucket.name });
    for (const upload of bucket.uploads.values()) {
      await s3.storage.release([...upload.parts.values()].map((part) => part.blob));
    }
    return undefined;
  });
