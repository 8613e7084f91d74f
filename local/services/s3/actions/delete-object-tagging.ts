import type { DeleteObjectTaggingOutput, DeleteObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { NO_TAGS } from '../model/tags';
import { existingObject } from '../not-found';
import { notify } from '../notifications/deliver';
import type { S3 } from '../s3';

export const deleteObjectTagging = (s3: S3): Operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:DeleteObjectTagging'),

  async run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const object = existingObject(bucket, input, request);
    object.tags = NO_TAGS;
    await notify(s3, request, bucket, { name: 'ObjectTagging:Delete', key: object.key, etag: object.etag });
    return { VersionId: bucket.versionId };
  },
});
