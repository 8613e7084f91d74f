import type { GetBucketEncryptionOutput, GetBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const getBucketEncryption = (s3: S3): Operation<GetBucketEncryptionRequest, GetBucketEncryptionOutput> =>
  onBucket(s3, 's3:GetEncryptionConfiguration', (bucket) => ({
    ServerSideEncryptionConfiguration: bucket.encryption,
  }));
