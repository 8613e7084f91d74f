import type { GetBucketTaggingOutput, GetBucketTaggingRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { tagSet } from '../model/tags';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const getBucketTagging = (s3: S3): Operation<GetBucketTaggingRequest, GetBucketTaggingOutput> =>
  onBucket(s3, 's3:GetBucketTagging', (bucket) => {
    if (bucket.tags === undefined) {
      throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', {
        status: 404,
        fields: { BucketName: bucket.name },
      });
    }
    return { TagSet: tagSet(bucket.tags) };
  });
