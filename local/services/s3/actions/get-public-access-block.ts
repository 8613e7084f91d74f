import type { GetPublicAccessBlockOutput, GetPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const getPublicAccessBlock = (s3: S3): Operation<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput> =>
  onBucket(s3, 's3:GetBucketPublicAccessBlock', (bucket) => {
    if (bucket.publicAccessBlock === undefined) {
      throw new AwsError(
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
        { status: 404, fields: { BucketName: bucket.name } },
      );
    }
    return { PublicAccessBlockConfiguration: bucket.publicAccessBlock };
  });
