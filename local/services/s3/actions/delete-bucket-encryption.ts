import type { DeleteBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { DEFAULT_ENCRYPTION } from '../model/bucket';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

/** Sets the default again: there is no bucket without encryption. */
export const deleteBucketEncryption = (s3: S3): Operation<DeleteBucketEncryptionRequest, undefined> =>
  onBucket(s3, 's3:PutEncryptionConfiguration', (bucket) => {
    bucket.encryption = DEFAULT_ENCRYPTION;
    return undefined;
  });
