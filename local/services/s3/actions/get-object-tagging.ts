import type { GetObjectTaggingOutput, GetObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { tagSet } from '../model/tags';
import { existingObject } from '../not-found';
import type { S3 } from '../s3';

export const getObjectTagging = (s3: S3): Operation<GetObjectTaggingRequest, GetObjectTaggingOutput> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:GetObjectTagging'),

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    return { TagSet: tagSet(existingObject(bucket, input, request).tags), VersionId: bucket.versionId };
  },
});
