import type { GetObjectRequest, HeadObjectOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { checksumMembers } from './checksums';
import { requireReadable } from './model/conditions';
import { invalidRequest } from './model/errors';
import { type ByteRange, parseRange } from './model/range';
import type { StoredObject } from './model/stored-object';

type ReadInput = Pick<
  GetObjectRequest,
  | 'ChecksumMode'
  | 'IfMatch'
  | 'IfModifiedSince'
  | 'IfNoneMatch'
  | 'IfUnmodifiedSince'
  | 'PartNumber'
  | 'Range'
  | 'ResponseCacheControl'
  | 'ResponseContentDisposition'
  | 'ResponseContentEncoding'
  | 'ResponseContentLanguage'
  | 'ResponseContentType'
  | 'ResponseExpires'
>;

export interface Selection {
  /** Undefined for the whole object. */
  readonly range: ByteRange | undefined;
  readonly output: HeadObjectOutput;
}

/** The part of an object that a read asks for, once its conditions hold, and what the answer says about it. */
export function select(object: StoredObject, input: ReadInput): Selection {
  requireReadable(object, input);
  if (input.Range !== undefined && input.PartNumber !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const range =
    input.PartNumber === undefined ? parseRange(input.Range, object.size) : partRange(object, input.PartNumber);
  const output: HeadObjectOutput = { ...overrides(input), ContentLength: object.size };
  if (input.PartNumber !== undefined) output.PartsCount = object.parts?.length;
  if (range !== undefined) {
    output.ContentLength = range.end - range.start + 1;
    output.ContentRange = `bytes ${range.start}-${range.end}/${object.size}`;
  } else if (input.ChecksumMode === 'ENABLED') {
    // The checksum is that of the whole object.
    Object.assign(output, checksumMembers(object.checksum), { ChecksumType: object.checksum.type });
  }
  return { range, output };
}

function partRange(object: StoredObject, partNumber: number): ByteRange | undefined {
  const parts = object.parts;
  if (parts === undefined && partNumber === 1) return undefined;
  const index = partNumber - 1;
  const part = parts?.[index];
  if (parts === undefined || part === undefined) {
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      status: 416,
      fields: { PartNumberRequested: String(partNumber), ActualPartCount: String(parts?.length ?? 1) },
    });
  }
  const start = parts.slice(0, index).reduce((sum, { size }) => sum + size, 0);
  return part.size === 0 ? undefined : { start, end: start + part.size - 1 };
}

/** A presigned link may say how the browser should take the object. */
function overrides(input: ReadInput): HeadObjectOutput {
  const given: HeadObjectOutput = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
