import type { DeleteBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

/** There is no permission of its own to delete a bucket's tags. */
export const deleteBucketTagging = (s3: S3): Operation<DeleteBucketTaggingRequest, undefined> =>
  onBucket(s3, 's3:PutBucketTagging', (bucket) => {
    bucket.tags = undefined;
    return undefined;
  });
