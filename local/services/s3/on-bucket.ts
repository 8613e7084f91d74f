import type { Operation, Request } from '../service';
import { type BucketInput, bucketAccess, bucketOf } from './access';
import type { Bucket } from './model/bucket';
import type { S3 } from './s3';

/** An operation on a bucket that needs one permission on the bucket itself. */
export function onBucket<Input extends BucketInput, Output extends object | undefined>(
  s3: S3,
  action: string,
  run: (bucket: Bucket, input: Input, request: Request) => Output | Promise<Output>,
): Operation<Input, Output> {
  return {
    access: (input, request) => bucketAccess(bucketOf(s3, input, request), request, action),
    run: (input, request) => run(bucketOf(s3, input, request), input, request),
  };
}
