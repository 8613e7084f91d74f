import type { HeadObjectOutput } from '@aws-sdk/client-s3';
import { type EncryptionOutput, encryptionOutput } from './encryption';
import type { Bucket } from './model/bucket';
import type { ObjectEncryption } from './model/object-encryption';
import type { StoredObject } from './model/stored-object';

/** The headers that GetObject and HeadObject return alike. */
export function objectOutput(bucket: Bucket, object: StoredObject): HeadObjectOutput {
  const { headers } = object;
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(object.lastModified),
    ETag: `"${object.etag}"`,
    ContentType: headers.contentType,
    CacheControl: headers.cacheControl,
    ContentDisposition: headers.contentDisposition,
    ContentEncoding: headers.contentEncoding,
    ContentLanguage: headers.contentLanguage,
    Expires: headers.expires,
    WebsiteRedirectLocation: headers.websiteRedirectLocation,
    Metadata: { ...object.metadata },
    ...encryptionOutput(object.encryption),
    TagCount: object.tags.size > 0 ? object.tags.size : undefined,
    VersionId: bucket.versionId,
  };
}

/** What a write answers about the object. */
export function writtenOutput(
  bucket: Bucket,
  encryption: ObjectEncryption,
): EncryptionOutput & { readonly VersionId: string | undefined } {
  return { ...encryptionOutput(encryption), VersionId: bucket.versionId };
}
