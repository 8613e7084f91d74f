import type { ServerSideEncryption } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { askKey, type KeyUse } from '../ask-key';
import type { Access, Request } from '../service';
import type { Bucket } from './model/bucket';
import { invalidArgument } from './model/errors';
import { AES256, type ObjectEncryption } from './model/object-encryption';

/** What a request that writes says about encryption; without it the bucket's default counts. */
export interface EncryptionInput {
  readonly ServerSideEncryption?: ServerSideEncryption;
  readonly SSEKMSKeyId?: string;
  /** JSON in base64: members beside the object's ARN. */
  readonly SSEKMSEncryptionContext?: string;
  readonly BucketKeyEnabled?: boolean;
}

/** AWS's own key for S3. Its policy lets in whoever comes through S3 from the bucket's own account, and nobody else. */
const AWS_MANAGED = 'alias/aws/s3';

/**
 * How a new object is encrypted. With a key, S3 gets a data key for it in the caller's name.
 * @throws AccessDenied and what else S3 answers for KMS
 */
export function encryptionOf(bucket: Bucket, key: string, input: EncryptionInput, request: Request): ObjectEncryption {
  const byDefault = bucket.encryption.Rules?.[0];
  const { SSEAlgorithm, KMSMasterKeyID } = byDefault?.ApplyServerSideEncryptionByDefault ?? {};
  const algorithm = input.ServerSideEncryption ?? SSEAlgorithm;
  if (algorithm !== 'aws:kms') {
    requireKms(input);
    return AES256;
  }
  const named = input.SSEKMSKeyId ?? (input.ServerSideEncryption === undefined ? KMSMasterKeyID : undefined);
  const bucketKey = input.BucketKeyEnabled ?? byDefault?.BucketKeyEnabled ?? false;
  const context = { ...contextOf(input), 'aws:s3:arn': bucketKey ? bucket.arn : bucket.objectArn(key) };
  const encryption = { algorithm, keyArn: named ?? managedKeyArn(bucket), bucketKey, context } as const;
  return { ...encryption, keyArn: use(bucket, encryption, 'GenerateDataKey', request) };
}

/** Whoever reads an object, or completes an upload, must be allowed to use its key. @throws AccessDenied */
export function requireDecrypt(bucket: Bucket, encryption: ObjectEncryption, request: Request): void {
  if (encryption.algorithm === 'aws:kms') use(bucket, encryption, 'Decrypt', request);
}

/** Condition keys of a request that says how to encrypt: what a bucket's policy can insist on. */
export function encryptionKeys({ ServerSideEncryption, SSEKMSKeyId }: EncryptionInput): Access['context'] {
  return {
    ...(ServerSideEncryption === undefined ? {} : { 's3:x-amz-server-side-encryption': ServerSideEncryption }),
    ...(SSEKMSKeyId === undefined ? {} : { 's3:x-amz-server-side-encryption-aws-kms-key-id': SSEKMSKeyId }),
  };
}

export interface EncryptionOutput {
  readonly ServerSideEncryption: 'AES256' | 'aws:kms';
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
}

/** What every answer about an object says. */
export function encryptionOutput(encryption: ObjectEncryption): EncryptionOutput {
  if (encryption.algorithm === 'AES256') return { ServerSideEncryption: 'AES256' };
  const { keyArn, bucketKey } = encryption;
  return { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn, ...(bucketKey ? { BucketKeyEnabled: true } : {}) };
}

/** @returns the key's ARN */
function use(
  bucket: Bucket,
  { keyArn, context }: ObjectEncryption & { readonly algorithm: 'aws:kms' },
  action: 'GenerateDataKey' | 'Decrypt',
  request: Request,
): string {
  const { principal } = request;
  if (principal.kind === 'anonymous') {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
      'Authorization',
      'null',
    );
  }
  if (keyArn.endsWith(AWS_MANAGED)) {
    if ('account' in principal && principal.account === bucket.account) return managedKeyArn(bucket);
    throw denied(`The key policy of AWS's own key for S3 lets in only principals of the bucket's account.`);
  }
  // A key that is not given by its ARN is looked up where the caller is, not where the bucket is.
  const account = 'account' in principal ? principal.account : bucket.account;
  const keyUse: KeyUse = { service: 's3', keyId: keyArn, account, region: bucket.region, encryptionContext: context };
  try {
    return askKey(keyUse, action, request).resource;
  } catch (error) {
    throw error instanceof AwsError ? translated(error) : error;
  }
}

function managedKeyArn({ arn, region, account }: Bucket): string {
  return `arn:${arn.split(':')[1]}:kms:${region}:${account}:${AWS_MANAGED}`;
}

const denied = (message: string): AwsError => new AwsError('AccessDenied', message, { status: 403 });

/** S3 passes KMS's errors on under their own names. */
function translated({ code, message }: AwsError): AwsError {
  return code === 'AccessDeniedException' ? denied(message) : new AwsError(`KMS.${code}`, message);
}

function requireKms({ SSEKMSKeyId, SSEKMSEncryptionContext }: EncryptionInput): void {
  if (SSEKMSKeyId === undefined && SSEKMSEncryptionContext === undefined) return;
  throw invalidArgument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    'x-amz-server-side-encryption',
    'null',
  );
}

function contextOf({ SSEKMSEncryptionContext: text }: EncryptionInput): Record<string, string> {
  if (text === undefined) return {};
  try {
    const context: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    const entries = typeof context === 'object' && context !== null ? Object.entries(context) : [];
    if (entries.length > 0 && entries.every(([, value]) => typeof value === 'string'))
      return Object.fromEntries(entries);
  } catch {
    // Said below.
  }
  throw invalidArgument(
    'The header x-amz-server-side-encryption-context shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map',
    'x-amz-server-side-encryption-context',
    text,
  );
}
