import type { HeadObjectOutput } from '@aws-sdk/client-s3';
import type { Bucket } from './model/bucket';
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
    ServerSideEncryption: 'AES256',
    TagCount: object.tags.size > 0 ? object.tags.size : undefined,
    VersionId: bucket.versionId,
  };
}

/** What a write answers about the object. */
export function writtenOutput(bucket: Bucket): { ServerSideEncryption: 'AES256'; VersionId: string | undefined } {
  return { ServerSideEncryption: 'AES256', VersionId: bucket.versionId };
}
