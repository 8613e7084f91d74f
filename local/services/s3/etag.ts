import type { ObjectEncryption } from './model/object-encryption';
import type { S3 } from './s3';

/** The MD5 of what is stored, in hex. With a key of KMS that is the encrypted content, of which nobody knows the MD5. */
export function etagOf(s3: S3, { algorithm }: ObjectEncryption, md5: Buffer): string {
  return (algorithm === 'aws:kms' ? s3.random.bytes(16) : md5).toString('hex');
}
