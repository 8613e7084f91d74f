import type { PutBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketTags } from '../model/tags';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const putBucketTagging = (s3: S3): Operation<PutBucketTaggingRequest, undefined> =>
  onBucket(s3, 's3:PutBucketTagging', (bucket, input) => {
    bucket.tags = bucketTags(input.Tagging?.TagSet ?? []);
    return undefined;
  });
