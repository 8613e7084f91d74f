import type { GetBucketOwnershipControlsOutput, GetBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const getBucketOwnershipControls = (
  s3: S3,
): Operation<GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsOutput> =>
  onBucket(s3, 's3:GetBucketOwnershipControls', (bucket) => {
    if (bucket.ownership === undefined) {
      throw new AwsError('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', {
        status: 404,
        fields: { BucketName: bucket.name },
      });
    }
    return { OwnershipControls: bucket.ownership };
  });
