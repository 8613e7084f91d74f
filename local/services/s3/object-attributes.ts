import type { PutObjectRequest } from '@aws-sdk/client-s3';
import { MAX_USER_METADATA_BYTES } from '../../../model/limits/s3';
import { AwsError } from '../../aws-error';
import type { Bucket } from './model/bucket';
import { notImplemented } from './model/errors';
import type { ObjectHeaders } from './model/stored-object';

type AttributeInput = Pick<
  PutObjectRequest,
  | 'ACL'
  | 'CacheControl'
  | 'ContentDisposition'
  | 'ContentEncoding'
  | 'ContentLanguage'
  | 'ContentType'
  | 'Expires'
  | 'GrantFullControl'
  | 'GrantRead'
  | 'GrantReadACP'
  | 'GrantWriteACP'
  | 'Metadata'
  | 'ObjectLockMode'
  | 'ObjectLockLegalHoldStatus'
  | 'SSECustomerAlgorithm'
  | 'ServerSideEncryption'
  | 'StorageClass'
  | 'WebsiteRedirectLocation'
>;

const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

export function objectHeaders(input: AttributeInput): ObjectHeaders {
  const encoding = input.ContentEncoding?.split(',')
    .map((name) => name.trim())
    // `aws-chunked` is how the body travelled, not how it is stored.
    .filter((name) => name !== '' && name !== 'aws-chunked')
    .join(',');
  return {
    contentType: input.ContentType || DEFAULT_CONTENT_TYPE,
    cacheControl: input.CacheControl,
    contentDisposition: input.ContentDisposition,
    contentEncoding: encoding || undefined,
    contentLanguage: input.ContentLanguage,
    expires: input.Expires,
    websiteRedirectLocation: input.WebsiteRedirectLocation,
  };
}

/** Names travel as headers, so S3 keeps them in lower case. */
export function userMetadata(input: AttributeInput): Readonly<Record<string, string>> {
  const entries = Object.entries(input.Metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const size = entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  if (size > MAX_USER_METADATA_BYTES) {
    throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      fields: { Size: String(size), MaxSizeAllowed: String(MAX_USER_METADATA_BYTES) },
    });
  }
  return Object.fromEntries(entries);
}

/** Of a request or as the default of a bucket. */
export function requireOffered(algorithm: string | undefined): void {
  if (algorithm === undefined || algorithm === 'AES256' || algorithm === 'aws:kms') return;
  throw notImplemented(`server-side encryption with ${algorithm} (only AES256 and aws:kms)`);
}

/** What S3 would do with an object and the local cloud cannot: refused rather than ignored. */
export function refuseUnsupported(bucket: Bucket, input: AttributeInput): void {
  const { ACL, ServerSideEncryption, StorageClass } = input;
  const grants = [input.GrantFullControl, input.GrantRead, input.GrantReadACP, input.GrantWriteACP];
  if ((ACL !== undefined && ACL !== 'bucket-owner-full-control') || grants.some((grant) => grant !== undefined)) {
    if (bucket.ownership?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced') {
      throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
    }
    if (ACL !== 'private') throw notImplemented('access control lists (use a bucket policy)');
  }
  requireOffered(ServerSideEncryption);
  if (input.SSECustomerAlgorithm !== undefined) throw notImplemented('server-side encryption with customer keys');
  if (StorageClass !== undefined && StorageClass !== 'STANDARD') {
    throw notImplemented(`the storage class ${StorageClass} (only STANDARD)`);
  }
  if (input.ObjectLockMode !== undefined || input.ObjectLockLegalHoldStatus !== undefined) {
    throw notImplemented('Object Lock');
  }
}
