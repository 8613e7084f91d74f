import { OBJECT_KEY } from '../../../model/limits/s3';
import { AwsError } from '../../aws-error';
import type { Access, Request } from '../service';
import type { Bucket } from './model/bucket';
import { invalidArgument, noSuchBucket } from './model/errors';
import { isPublicPolicy } from './model/public-policy';
import type { S3 } from './s3';

export interface BucketInput {
  readonly Bucket: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

export interface ObjectInput extends BucketInput {
  readonly Key: string | undefined;
  readonly VersionId?: string | undefined;
}

/** The bucket that a request names, if it exists, in the region that the request is signed for. */
export function bucketOf(s3: S3, input: BucketInput, request: Request): Bucket {
  const bucket = bucketAnywhere(s3, input);
  if (bucket.region !== request.region && request.principal.kind !== 'anonymous') {
    throw new AwsError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${request.region}' is wrong; expecting '${bucket.region}'`,
      { fields: { Region: bucket.region } },
    );
  }
  return bucket;
}

/** GetBucketLocation is what tells a caller the region, so it is answered in any. */
export function bucketAnywhere(s3: S3, input: BucketInput): Bucket {
  const name = input.Bucket ?? '';
  const bucket = s3.buckets.get(name);
  if (bucket === undefined) throw noSuchBucket(name);
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.account) {
    throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
  }
  return bucket;
}

export function bucketAccess(bucket: Bucket, request: Request, action: string, context?: Access['context']): Access {
  return access(bucket, bucket.arn, request, action, context);
}

export function objectAccess(
  bucket: Bucket,
  key: string | undefined,
  request: Request,
  action: string,
  context?: Access['context'],
): Access {
  return access(bucket, bucket.objectArn(validKey(key)), request, action, context);
}

export function validKey(key: string | undefined): string {
  const bytes = Buffer.byteLength(key ?? '');
  if (key === undefined || bytes < OBJECT_KEY.min) throw invalidArgument('A key must be specified', 'Key', '');
  if (bytes > OBJECT_KEY.max) {
    throw new AwsError('KeyTooLongError', 'Your key is too long', {
      fields: { Size: String(bytes), MaxSizeAllowed: String(OBJECT_KEY.max) },
    });
  }
  return key;
}

/** Without versions every object is its own null version. */
export function requireNullVersion(input: { readonly VersionId?: string | undefined }): void {
  const { VersionId } = input;
  if (VersionId !== undefined && VersionId !== 'null') {
    throw invalidArgument('Invalid version id specified', 'versionId', VersionId);
  }
}

function access(
  bucket: Bucket,
  resource: string,
  request: Request,
  action: string,
  context: Access['context'],
): Access {
  const policy = bucket.policy?.named;
  const policies = policy === undefined || isRestricted(bucket, request) ? [] : [policy];
  return { action, resource, account: bucket.account, policies, ...(context === undefined ? {} : { context }) };
}

/** RestrictPublicBuckets: a public policy counts for the owner's account and for AWS services only. */
function isRestricted(bucket: Bucket, { principal }: Request): boolean {
  if (bucket.publicAccessBlock?.RestrictPublicBuckets !== true || bucket.policy === undefined) return false;
  if (principal.kind === 'service' || ('account' in principal && principal.account === bucket.account)) return false;
  return isPublicPolicy(bucket.policy.named.document);
}
