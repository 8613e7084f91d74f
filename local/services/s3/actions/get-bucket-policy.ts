import type { GetBucketPolicyOutput, GetBucketPolicyRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const getBucketPolicy = (s3: S3): Operation<GetBucketPolicyRequest, GetBucketPolicyOutput> =>
  onBucket(s3, 's3:GetBucketPolicy', (bucket) => {
    if (bucket.policy === undefined) {
      throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', {
        status: 404,
        fields: { BucketName: bucket.name },
      });
    }
    return { Policy: bucket.policy.text };
  });
