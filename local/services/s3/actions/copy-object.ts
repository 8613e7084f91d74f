import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { MAX_PUT_OBJECT_BYTES } from '../../../../model/limits/s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess, validKey } from '../access';
import { type Checksum, checksumMembers, digestOf, toAlgorithm } from '../checksums';
import { encryptionKeys, encryptionOf, requireDecrypt } from '../encryption';
import { etagOf } from '../etag';
import { contentOf } from '../incoming';
import { failedReadCondition } from '../model/conditions';
import { parseCopySource } from '../model/copy-source';
import { invalidRequest, preconditionFailed } from '../model/errors';
import type { ObjectEncryption } from '../model/object-encryption';
import type { StoredObject } from '../model/stored-object';
import { headerTags } from '../model/tags';
import { existingObject } from '../not-found';
import { objectHeaders, refuseUnsupported, userMetadata } from '../object-attributes';
import { writtenOutput } from '../object-output';
import type { S3 } from '../s3';
import { commitObject } from '../store';

export const copyObject = (s3: S3): Operation<CopyObjectRequest, CopyObjectOutput> => ({
  access(input, request) {
    const source = parseCopySource(input.CopySource, input.ExpectedSourceBucketOwner);
    const from = bucketOf(s3, source, request);
    const to = bucketOf(s3, input, request);
    const needed = [
      objectAccess(from, source.Key, request, 's3:GetObject'),
      objectAccess(to, input.Key, request, 's3:PutObject', encryptionKeys(input)),
    ];
    const tags = input.TaggingDirective === 'REPLACE' ? undefined : from.objects.get(source.Key)?.tags;
    if ((tags?.size ?? 0) > 0) needed.push(objectAccess(from, source.Key, request, 's3:GetObjectTagging'));
    if ((tags?.size ?? 0) > 0 || input.Tagging)
      needed.push(objectAccess(to, input.Key, request, 's3:PutObjectTagging'));
    return needed;
  },

  async run(input, request) {
    const key = validKey(input.Key);
    const to = bucketOf(s3, input, request);
    refuseUnsupported(to, input);
    const source = parseCopySource(input.CopySource, input.ExpectedSourceBucketOwner);
    const from = bucketOf(s3, source, request);
    const original = existingObject(from, source, request);
    requireConditions(original, input);
    requireChange(source, input);
    if (original.size > MAX_PUT_OBJECT_BYTES) {
      throw invalidRequest(
        `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_PUT_OBJECT_BYTES}`,
      );
    }
    requireDecrypt(from, original.encryption, request);
    // The bucket's default counts again: a copy does not inherit.
    const encryption = encryptionOf(to, key, input, request);
    // The copy uses the same bytes; both stay what they are when one of them is replaced.
    s3.storage.retain(original.content);
    const object = await copyOf(s3, original, key, input, encryption);
    const bucket = await commitObject(
      s3,
      { bucket: input.Bucket ?? '', object, conditions: input, event: 'Copy' },
      request,
    );
    return {
      CopyObjectResult: {
        ETag: `"${object.etag}"`,
        LastModified: new Date(object.lastModified),
        ...checksumMembers(object.checksum),
        ChecksumType: object.checksum.type,
      },
      ...writtenOutput(bucket, encryption),
    };
  },
});

/** A copy is one piece: its entity tag is the MD5 of the whole, even when the original was uploaded in parts. */
async function copyOf(
  s3: S3,
  original: StoredObject,
  key: string,
  input: CopyObjectRequest,
  encryption: ObjectEncryption,
): Promise<StoredObject> {
  const { size, content } = original;
  try {
    const replaced = input.MetadataDirective === 'REPLACE';
    const md5 =
      original.parts === undefined && original.encryption.algorithm === 'AES256'
        ? Buffer.from(original.etag, 'hex')
        : Buffer.from(await digestOf('MD5', contentOf(s3, ...content)), 'base64');
    return {
      key,
      size,
      content,
      etag: etagOf(s3, encryption, md5),
      lastModified: s3.lastModified,
      headers: replaced ? objectHeaders(input) : original.headers,
      metadata: replaced ? userMetadata(input) : original.metadata,
      tags: input.TaggingDirective === 'REPLACE' ? headerTags(input.Tagging) : original.tags,
      checksum: await checksumOfCopy(s3, original, input),
      encryption,
    };
  } catch (error) {
    await s3.storage.release(content);
    throw error;
  }
}

async function checksumOfCopy(s3: S3, original: StoredObject, input: CopyObjectRequest): Promise<Checksum> {
  const algorithm =
    input.ChecksumAlgorithm === undefined ? original.checksum.algorithm : toAlgorithm(input.ChecksumAlgorithm);
  if (original.checksum.type === 'FULL_OBJECT' && original.checksum.algorithm === algorithm) return original.checksum;
  return { algorithm, type: 'FULL_OBJECT', value: await digestOf(algorithm, contentOf(s3, ...original.content)) };
}

function requireConditions(original: StoredObject, input: CopyObjectRequest): void {
  const failed = failedReadCondition(original, {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  });
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

function requireChange(source: { readonly Bucket: string; readonly Key: string }, input: CopyObjectRequest): void {
  if (source.Bucket !== input.Bucket || source.Key !== input.Key) return;
  const { MetadataDirective, ServerSideEncryption, StorageClass, WebsiteRedirectLocation } = input;
  if (MetadataDirective === 'REPLACE' || ServerSideEncryption || StorageClass || WebsiteRedirectLocation) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
