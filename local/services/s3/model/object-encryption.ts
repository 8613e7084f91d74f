/** How an object is encrypted: by S3's own keys, or with a key of KMS that is asked at every read. */
export type ObjectEncryption =
  | { readonly algorithm: 'AES256' }
  | {
      readonly algorithm: 'aws:kms';
      readonly keyArn: string;
      readonly bucketKey: boolean;
      /** KMS's encryption context, the same at every use. */
      readonly context: Readonly<Record<string, string>>;
    };

export const AES256: ObjectEncryption = { algorithm: 'AES256' };
