import type { GetBucketLocationOutput, GetBucketLocationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketAccess, bucketAnywhere } from '../access';
import type { S3 } from '../s3';

export const getBucketLocation = (s3: S3): Operation<GetBucketLocationRequest, GetBucketLocationOutput> => ({
  access: (input, request) => bucketAccess(bucketAnywhere(s3, input), request, 's3:GetBucketLocation'),

  run(input) {
    const { region } = bucketAnywhere(s3, input);
    // us-east-1 has no location constraint: the answer is empty.
    return region === 'us-east-1'
      ? {}
      : { LocationConstraint: region as GetBucketLocationOutput['LocationConstraint'] };
  },
});
