import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Operation, Request } from '../../service';
import { bucketOf, objectAccess, requireNullVersion, validKey } from '../access';
import type { Bucket } from '../model/bucket';
import { matches } from '../model/conditions';
import { notImplemented, preconditionFailed } from '../model/errors';
import { notify } from '../notifications/deliver';
import type { S3 } from '../s3';

export const deleteObject = (s3: S3): Operation<DeleteObjectRequest, DeleteObjectOutput> => ({
  access(input, request) {
    const action = input.VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    return objectAccess(bucketOf(s3, input, request), input.Key, request, action);
  },

  async run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const key = validKey(input.Key);
    requireNullVersion(input);
    if (input.IfMatchLastModifiedTime !== undefined || input.IfMatchSize !== undefined) {
      throw notImplemented('conditional deletes by time or size (AWS offers them for directory buckets only)');
    }
    const object = bucket.objects.get(key);
    if (input.IfMatch !== undefined && object !== undefined && !matches(object.etag, input.IfMatch)) {
      throw preconditionFailed('If-Match');
    }
    if (bucket.versioning === 'Suspended' && input.VersionId === undefined) {
      await remove(s3, bucket, key, request, 'ObjectRemoved:DeleteMarkerCreated');
      return { DeleteMarker: true, VersionId: 'null' };
    }
    const marker = bucket.deleteMarkers.has(key);
    // A key that is not there is deleted with success, and without an event.
    if (object !== undefined || marker) await remove(s3, bucket, key, request, 'ObjectRemoved:Delete');
    return { VersionId: input.VersionId, DeleteMarker: marker ? true : undefined };
  },
});

type Removal = 'ObjectRemoved:Delete' | 'ObjectRemoved:DeleteMarkerCreated';

/** While versioning is suspended a delete leaves a marker behind, which is the key's null version. */
async function remove(s3: S3, bucket: Bucket, key: string, request: Request, name: Removal): Promise<void> {
  const object = bucket.objects.get(key);
  bucket.objects.delete(key);
  if (name === 'ObjectRemoved:Delete') bucket.deleteMarkers.delete(key);
  else bucket.deleteMarkers.add(key);
  s3.kernel.events.emit('s3.object-removed', { bucket: bucket.name, key });
  if (object !== undefined) await s3.storage.release(object.content);
  await notify(s3, request, bucket, { name, key });
}
