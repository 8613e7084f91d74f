import { invalidArgument, notImplemented } from './errors';

export interface CopySource {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId: string | undefined;
  readonly ExpectedBucketOwner: string | undefined;
}

/** From the header `x-amz-copy-source`: `bucket/key`, URL-encoded, perhaps with a leading slash and a version. */
export function parseCopySource(header: string | undefined, owner?: string): CopySource {
  const text = header ?? '';
  if (text.startsWith('arn:')) throw notImplemented('access points as the source of a copy');
  const [path = '', VersionId] = text.split('?versionId=');
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path));
  const [Bucket, Key] = match?.slice(1) ?? [];
  if (Bucket === undefined || Key === undefined) {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      text,
    );
  }
  return { Bucket, Key, VersionId, ExpectedBucketOwner: owner };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidArgument('Copy Source must be URL-encoded', 'x-amz-copy-source', path);
  }
}
