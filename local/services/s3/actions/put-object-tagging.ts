import type { PutObjectTaggingOutput, PutObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { objectTags } from '../model/tags';
import { existingObject } from '../not-found';
import { notify } from '../notifications/deliver';
import type { S3 } from '../s3';

/** Replaces all tags. The object does not count as modified. */
export const putObjectTagging = (s3: S3): Operation<PutObjectTaggingRequest, PutObjectTaggingOutput> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:PutObjectTagging'),

  async run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const object = existingObject(bucket, input, request);
    object.tags = objectTags(input.Tagging?.TagSet ?? []);
    await notify(s3, request, bucket, { name: 'ObjectTagging:Put', key: object.key, etag: object.etag });
    return { VersionId: bucket.versionId };
  },
});
