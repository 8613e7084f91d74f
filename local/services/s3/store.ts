import type { Request } from '../service';
import { bucketOf } from './access';
import type { Bucket } from './model/bucket';
import { requireWritable, type WriteConditions } from './model/conditions';
import type { StoredObject } from './model/stored-object';
import { notify } from './notifications/deliver';
import type { S3 } from './s3';

export interface Commit {
  readonly bucket: string;
  readonly object: StoredObject;
  readonly conditions: WriteConditions;
  readonly event: 'Put' | 'Copy' | 'CompleteMultipartUpload';
}

/**
 * Makes an object visible, in place of the one before it, and tells who wants to know. The object owns its content:
 * when it cannot be stored, because a condition fails or the bucket went meanwhile, its content is released.
 */
export async function commitObject(s3: S3, commit: Commit, request: Request): Promise<Bucket> {
  const { object, event } = commit;
  let bucket: Bucket;
  let replaced: StoredObject | undefined;
  try {
    bucket = bucketOf(s3, { Bucket: commit.bucket }, request);
    replaced = bucket.objects.get(object.key);
    requireWritable(object.key, replaced, commit.conditions);
  } catch (error) {
    await s3.storage.release(object.content);
    throw error;
  }
  bucket.objects.set(object.key, object);
  bucket.deleteMarkers.delete(object.key);
  const { key, size, etag } = object;
  s3.kernel.events.emit('s3.object-created', { bucket: bucket.name, key, size, etag, by: event });
  if (replaced !== undefined) await s3.storage.release(replaced.content);
  await notify(s3, request, bucket, { name: `ObjectCreated:${event}`, key, size, etag });
  return bucket;
}
