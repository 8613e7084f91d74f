import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const headBucket = (s3: S3): Operation<HeadBucketRequest, HeadBucketOutput> => {
  const operation = onBucket<HeadBucketRequest, HeadBucketOutput>(s3, 's3:ListBucket', (bucket) => ({
    BucketArn: bucket.arn,
    BucketRegion: bucket.region,
    AccessPointAlias: false,
  }));
  return {
    ...operation,
    access(input, request) {
      // An answer to HEAD has no body, so the SDK knows the status only.
      if (s3.buckets.get(input.Bucket ?? '') === undefined)
        throw new AwsError('NotFound', 'Not Found', { status: 404 });
      return operation.access(input, request);
    },
  };
};
