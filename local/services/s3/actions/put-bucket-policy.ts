import type { PutBucketPolicyRequest } from '@aws-sdk/client-s3';
import { principalName } from '../../../authorize';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { parseBucketPolicy } from '../model/bucket-policy';
import { isPublicPolicy } from '../model/public-policy';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const putBucketPolicy = (s3: S3): Operation<PutBucketPolicyRequest, undefined> =>
  onBucket(s3, 's3:PutBucketPolicy', (bucket, input, request) => {
    const text = input.Policy ?? '';
    const document = parseBucketPolicy(text, bucket.arn);
    if (bucket.publicAccessBlock?.BlockPublicPolicy === true && isPublicPolicy(document)) {
      throw new AwsError(
        'AccessDenied',
        `User: ${principalName(request.principal)} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucket.arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
        { status: 403 },
      );
    }
    bucket.policy = { text, named: { name: `the bucket policy of ${bucket.arn}`, document } };
    s3.kernel.events.emit('s3.bucket-policy-changed', { bucket: bucket.name });
    return undefined;
  });
