import { Readable } from 'node:stream';
import type { ChecksumAlgorithm as ChecksumName } from '@aws-sdk/client-s3';
import { MAX_PUT_OBJECT_BYTES } from '../../../model/limits/s3';
import { AwsError } from '../../aws-error';
import type { Trailers } from '../../protocols/aws-chunked';
import type { ObjectBody } from '../service';
import {
  BodyDigest,
  type ChecksumAlgorithm,
  type ChecksumMembers,
  checksumOf,
  digestOf,
  type ExpectedChecksum,
  requireChecksum,
  toAlgorithm,
  trailingChecksum,
} from './checksums';
import { invalidRequest } from './model/errors';
import type { S3 } from './s3';
import type { Blob } from './storage';

export interface IncomingInput extends ChecksumMembers {
  readonly Body?: ObjectBody;
  readonly ContentMD5?: string;
  readonly ChecksumAlgorithm?: ChecksumName;
}

export interface Received {
  readonly blob: Blob;
  readonly md5: Buffer;
  /** Of the whole body, in base64. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

/**
 * Stores a request's body and verifies everything that the request says about it. The caller has to release the
 * blob when it does not keep it.
 */
export async function receiveBody(s3: S3, input: IncomingInput, fallback: ChecksumAlgorithm): Promise<Received> {
  const inHeader = checksumOf(input);
  const announced = input.ChecksumAlgorithm === undefined ? undefined : toAlgorithm(input.ChecksumAlgorithm);
  const contentMd5 = parseContentMd5(input.ContentMD5);
  const { length } = input.Body ?? {};
  if (length !== undefined && length > MAX_PUT_OBJECT_BYTES) throw tooLarge(length);

  const digest = new BodyDigest(inHeader?.algorithm ?? announced ?? fallback);
  const stream = input.Body?.stream() ?? Readable.from([]);
  const blob = await s3.storage.write(stream, (part) => digest.update(part));
  try {
    if (length !== undefined && blob.size !== length) throw incomplete();
    const { md5, checksum } = await digest.finish();
    if (contentMd5 !== undefined && !contentMd5.equals(md5)) throw badContentMd5(contentMd5, md5);
    const expected = inHeader ?? trailerOf(stream);
    if (announced !== undefined && expected === undefined) {
      throw invalidRequest(
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
      );
    }
    const algorithm = expected?.algorithm ?? digest.algorithm;
    // A trailer that no header announced: its algorithm is known only now.
    const value = algorithm === digest.algorithm ? checksum : await digestOf(algorithm, contentOf(s3, blob));
    if (expected !== undefined) requireChecksum(expected, value);
    return { blob, md5, checksum: { algorithm, value } };
  } catch (error) {
    await s3.storage.release([blob]);
    throw error;
  }
}

export function contentOf(s3: S3, ...blobs: readonly Blob[]): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  const content = s3.storage.read(blobs);
  return Buffer.isBuffer(content) ? [content] : content;
}

function trailerOf(stream: Readable & Partial<Trailers>): ExpectedChecksum | undefined {
  // A body that comes as it is, from Node's HTTP server, has `trailers` of another kind.
  return stream.trailers instanceof Map ? trailingChecksum(stream.trailers) : undefined;
}

function parseContentMd5(header: string | undefined): Buffer | undefined {
  if (header === undefined) return undefined;
  const bytes = Buffer.from(header, 'base64');
  if (bytes.length === 16) return bytes;
  throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', {
    fields: { 'Content-MD5': header },
  });
}

function badContentMd5(expected: Buffer, actual: Buffer): AwsError {
  return new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    fields: { ExpectedDigest: expected.toString('hex'), CalculatedDigest: actual.toString('base64') },
  });
}

function incomplete(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
}

export function tooLarge(size: number): AwsError {
  return new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    fields: { ProposedSize: String(size), MaxSizeAllowed: String(MAX_PUT_OBJECT_BYTES) },
  });
}
