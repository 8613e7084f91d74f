import type { DeleteBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const deleteBucketPolicy = (s3: S3): Operation<DeleteBucketPolicyRequest, undefined> =>
  onBucket(s3, 's3:DeleteBucketPolicy', (bucket) => {
    bucket.policy = undefined;
    s3.kernel.events.emit('s3.bucket-policy-changed', { bucket: bucket.name });
    return undefined;
  });
