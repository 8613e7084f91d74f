import { AwsError } from '../../../aws-error';

/** Bytes of an object, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes that a `Range` header asks for. As RFC 9110 has it, a header that is not understood counts as none;
 * S3 does not serve several ranges at once.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [from = '', to = ''] = match?.slice(1) ?? [];
  if (from === '' && to === '') return undefined;
  const suffix = from === '';
  const start = suffix ? Math.max(0, size - Number(to)) : Number(from);
  const end = suffix || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (!suffix && to !== '' && Number(to) < start) return undefined;
  if (start >= size || (suffix && Number(to) === 0)) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      fields: { RangeRequested: header ?? '', ActualObjectSize: String(size) },
    });
  }
  return { start, end };
}
