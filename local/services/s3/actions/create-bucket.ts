import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import { bucketArn } from '../../../../model/arn';
import { isBucketName } from '../../../../model/bucket-name';
import { partitionOf } from '../../../../model/partition';
import { AwsError } from '../../../aws-error';
import type { Access, Operation, Request } from '../../service';
import { Bucket } from '../model/bucket';
import { requireNamespace } from '../model/bucket-namespace';
import { invalidRequest, notImplemented } from '../model/errors';
import { bucketTags } from '../model/tags';
import type { S3 } from '../s3';

/** The only region where a bucket is created without naming it. */
const UNNAMED_REGION = 'us-east-1';

export const createBucket = (s3: S3): Operation<CreateBucketRequest, CreateBucketOutput> => ({
  access(input, request) {
    const name = input.Bucket ?? '';
    const { BucketNamespace, CreateBucketConfiguration } = input;
    const context: Record<string, string> = {};
    if (CreateBucketConfiguration?.LocationConstraint !== undefined) {
      context['s3:LocationConstraint'] = CreateBucketConfiguration.LocationConstraint;
    }
    if (BucketNamespace !== undefined) context['s3:x-amz-bucket-namespace'] = BucketNamespace;
    const resource = bucketArn({ name, partition: partitionOf(request.region) });
    const create: Access = { action: 's3:CreateBucket', resource, account: request.account, context };
    const tagged = (CreateBucketConfiguration?.Tags?.length ?? 0) > 0;
    return tagged ? [create, { ...create, action: 's3:TagResource' }] : [create];
  },

  run(input, request) {
    const name = input.Bucket ?? '';
    if (!isBucketName(name)) {
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { fields: { BucketName: name } });
    }
    const region = regionOf(input, request);
    requireNamespace(name, input.BucketNamespace, request.account, region);
    refuseUnsupported(input);
    const arn = bucketArn({ name, partition: partitionOf(region) });
    const output = { Location: region === UNNAMED_REGION ? `/${name}` : `${request.endpoint}/${name}`, BucketArn: arn };

    const existing = s3.buckets.get(name);
    if (existing !== undefined) {
      requireRepeatable(existing, input, request);
      return output;
    }
    const createdAt = s3.lastModified;
    const bucket = new Bucket({ name, arn, account: request.account, region, createdAt });
    const tags = input.CreateBucketConfiguration?.Tags;
    if (tags !== undefined && tags.length > 0) bucket.tags = bucketTags(tags);
    if (input.ObjectOwnership !== undefined) {
      bucket.ownership = { Rules: [{ ObjectOwnership: input.ObjectOwnership }] };
    }
    s3.buckets.add(bucket);
    s3.kernel.events.emit('s3.bucket-created', { bucket: name, account: request.account, region });
    return output;
  },
});

/** us-east-1, where S3 began, takes any location constraint; elsewhere it must name the endpoint's own region. */
function regionOf({ CreateBucketConfiguration }: CreateBucketRequest, request: Request): string {
  const constraint: string | undefined = CreateBucketConfiguration?.LocationConstraint;
  if (constraint === undefined) {
    if (request.region === UNNAMED_REGION) return UNNAMED_REGION;
    throw illegalConstraint('unspecified');
  }
  if (constraint === UNNAMED_REGION) {
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      fields: { LocationConstraint: constraint },
    });
  }
  const region = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (request.region !== UNNAMED_REGION && region !== request.region) throw illegalConstraint(constraint);
  return region;
}

function illegalConstraint(constraint: string): AwsError {
  return new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function refuseUnsupported(input: CreateBucketRequest): void {
  const { ACL, CreateBucketConfiguration, ObjectLockEnabledForBucket, ObjectOwnership } = input;
  const grants = [input.GrantFullControl, input.GrantRead, input.GrantReadACP, input.GrantWrite, input.GrantWriteACP];
  const { Location, Bucket: info } = CreateBucketConfiguration ?? {};
  if (Location !== undefined || info !== undefined) throw notImplemented('directory buckets');
  if (ObjectLockEnabledForBucket === true) throw notImplemented('Object Lock');
  if ((ACL === undefined || ACL === 'private') && grants.every((grant) => grant === undefined)) return;
  if (ObjectOwnership === undefined || ObjectOwnership === 'BucketOwnerEnforced') {
    throw new AwsError(
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  throw notImplemented('access control lists (use a bucket policy)');
}

/** An owner who creates a bucket again gets an error, except in us-east-1, where it has always been a success. */
function requireRepeatable(existing: Bucket, input: CreateBucketRequest, request: Request): void {
  const fields = { BucketName: existing.name };
  if (existing.account !== request.account) {
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      { status: 409, fields },
    );
  }
  if (existing.region !== UNNAMED_REGION || request.region !== UNNAMED_REGION || input.BucketNamespace !== undefined) {
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { status: 409, fields },
    );
  }
  if ((input.CreateBucketConfiguration?.Tags?.length ?? 0) > 0) {
    throw invalidRequest('Tags cannot be added to a bucket that exists: use PutBucketTagging.');
  }
}
