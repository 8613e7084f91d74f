import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { requireDecrypt } from '../encryption';
import { existingObject } from '../not-found';
import { objectOutput } from '../object-output';
import type { S3 } from '../s3';
import { select } from '../selection';

/** Needs the permission to get the object: there is no s3:HeadObject. */
export const headObject = (s3: S3): Operation<HeadObjectRequest, HeadObjectOutput> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:GetObject'),

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    try {
      const object = existingObject(bucket, input, request);
      // The checksum is encrypted with the content; everything else is not.
      if (input.ChecksumMode === 'ENABLED') requireDecrypt(bucket, object.encryption, request);
      return { ...objectOutput(bucket, object), ...select(object, input).output };
    } catch (error) {
      // An answer to HEAD has no body, so the SDK knows the status only.
      if (error instanceof AwsError && error.code === 'NoSuchKey') {
        throw new AwsError('NotFound', 'Not Found', { status: 404, fields: error.fields });
      }
      throw error;
    }
  },
});
