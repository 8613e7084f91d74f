import { accessDenied } from '../../authorize';
import type { Request } from '../service';
import { type ObjectInput, requireNullVersion } from './access';
import type { Bucket } from './model/bucket';
import { noSuchKey } from './model/errors';
import type { StoredObject } from './model/stored-object';

/** The object, or the error for a missing one: only who may list a bucket learns that a key is not there. */
export function existingObject(bucket: Bucket, input: ObjectInput, request: Request): StoredObject {
  requireNullVersion(input);
  const key = input.Key ?? '';
  const object = bucket.objects.get(key);
  if (object !== undefined) return object;
  const { principal, account, region, context, router } = request;
  const list = { Bucket: bucket.name, Prefix: key };
  const decision = router.decide('s3', 'ListObjectsV2', list, { principal, account, region, context });
  if (!decision.allowed) throw accessDenied('s3', decision, principal);
  throw noSuchKey(key);
}
