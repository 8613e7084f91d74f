import { AwsError } from '../../../aws-error';
import { noSuchKey, notImplemented, preconditionFailed } from './errors';
import type { StoredObject } from './stored-object';

export interface ReadConditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly IfModifiedSince?: Date;
  readonly IfUnmodifiedSince?: Date;
}

/** The condition that does not hold for a read, by its header; RFC 9110 says which one wins. */
export function failedReadCondition(object: StoredObject, conditions: ReadConditions): string | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(object.etag, IfMatch)) return 'If-Match';
  } else if (IfUnmodifiedSince !== undefined && object.lastModified > IfUnmodifiedSince.getTime()) {
    return 'If-Unmodified-Since';
  }
  if (IfNoneMatch !== undefined) return matches(object.etag, IfNoneMatch) ? 'If-None-Match' : undefined;
  return IfModifiedSince !== undefined && object.lastModified <= IfModifiedSince.getTime()
    ? 'If-Modified-Since'
    : undefined;
}

/** For GetObject and HeadObject: what has not changed is answered with 304. */
export function requireReadable(object: StoredObject, conditions: ReadConditions): void {
  const failed = failedReadCondition(object, conditions);
  if (failed === undefined) return;
  if (failed === 'If-Match' || failed === 'If-Unmodified-Since') throw preconditionFailed(failed);
  throw new AwsError('NotModified', 'Not Modified', { status: 304 });
}

export interface WriteConditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/** For PutObject, CompleteMultipartUpload and CopyObject. */
export function requireWritable(key: string, existing: StoredObject | undefined, conditions: WriteConditions): void {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') throw notImplemented("If-None-Match with anything but '*' (AWS refuses it, too)");
    if (existing !== undefined) throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (existing === undefined) throw noSuchKey(key);
  if (!matches(existing.etag, IfMatch)) throw preconditionFailed('If-Match');
}

/** Whether an entity tag is among those of a header: quoted or not, several with commas, or `*`. */
export function matches(etag: string, header: string): boolean {
  return header
    .split(',')
    .map((tag) => unquoted(tag.trim()))
    .some((tag) => tag === '*' || tag === etag);
}

export function unquoted(etag: string): string {
  return etag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}
