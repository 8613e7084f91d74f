import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

/** A bucket that never had versioning has no status at all. */
export const getBucketVersioning = (s3: S3): Operation<GetBucketVersioningRequest, GetBucketVersioningOutput> =>
  onBucket(s3, 's3:GetBucketVersioning', ({ versioning }) => (versioning === undefined ? {} : { Status: versioning }));
