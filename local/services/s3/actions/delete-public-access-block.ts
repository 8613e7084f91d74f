import type { DeletePublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

/** There is no permission of its own to delete the configuration. */
export const deletePublicAccessBlock = (s3: S3): Operation<DeletePublicAccessBlockRequest, undefined> =>
  onBucket(s3, 's3:PutBucketPublicAccessBlock', (bucket) => {
    bucket.publicAccessBlock = undefined;
    return undefined;
  });
