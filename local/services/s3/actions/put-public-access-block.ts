import type { PutPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { malformedXml } from '../model/errors';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const putPublicAccessBlock = (s3: S3): Operation<PutPublicAccessBlockRequest, undefined> =>
  onBucket(s3, 's3:PutBucketPublicAccessBlock', (bucket, input) => {
    const block = input.PublicAccessBlockConfiguration;
    if (block === undefined) throw malformedXml();
    bucket.publicAccessBlock = {
      BlockPublicAcls: block.BlockPublicAcls ?? false,
      IgnorePublicAcls: block.IgnorePublicAcls ?? false,
      BlockPublicPolicy: block.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: block.RestrictPublicBuckets ?? false,
    };
    return undefined;
  });
