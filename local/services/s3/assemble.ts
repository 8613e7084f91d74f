import { createHash } from 'node:crypto';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { PART_SIZE } from '../../../model/limits/s3';
import { AwsError } from '../../aws-error';
import { type Checksum, checksumOf, compositeOf, digestOf } from './checksums';
import { contentOf } from './incoming';
import { unquoted } from './model/conditions';
import { invalidRequest, malformedXml } from './model/errors';
import type { MultipartUpload, StoredPart } from './model/stored-object';
import type { S3 } from './s3';

/** The parts that the caller names, in order, each as it was uploaded and none but the last too small. */
export function chosenParts(upload: MultipartUpload, named: readonly CompletedPart[]): readonly StoredPart[] {
  if (named.length === 0) throw malformedXml();
  const chosen = named.map((part) => chosenPart(upload, part));
  requireOrder(upload, chosen);
  for (const part of chosen.slice(0, -1)) requireSize(part);
  return chosen;
}

function requireOrder(upload: MultipartUpload, parts: readonly StoredPart[]): void {
  const ordered = parts.every((part, index) => index === 0 || part.partNumber > (parts[index - 1]?.partNumber ?? 0));
  if (ordered) return;
  throw new AwsError(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { fields: { UploadId: upload.uploadId } },
  );
}

function requireSize({ etag, partNumber, size }: StoredPart): void {
  if (size >= PART_SIZE.min) return;
  throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    fields: {
      ETag: etag,
      MinSizeAllowed: String(PART_SIZE.min),
      PartNumber: String(partNumber),
      ProposedSize: String(size),
    },
  });
}

function chosenPart(upload: MultipartUpload, named: CompletedPart): StoredPart {
  const { PartNumber = 0, ETag = '' } = named;
  const part = upload.parts.get(PartNumber);
  const expected = checksumOf(named);
  const sameChecksum =
    expected === undefined ||
    (expected.algorithm === part?.checksum?.algorithm && expected.value === part.checksum.value);
  if (part !== undefined && part.etag === unquoted(ETag) && sameChecksum) {
    if (expected === undefined && upload.checksum?.type === 'COMPOSITE') {
      const algorithm = upload.checksum.algorithm.toLowerCase();
      throw invalidRequest(
        `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${PartNumber} in the request.`,
      );
    }
    return part;
  }
  throw new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { fields: { UploadId: upload.uploadId, PartNumber: String(PartNumber), ETag: unquoted(ETag) } },
  );
}

/** The MD5 of the parts' MD5s, and how many there are. */
export function multipartEtag(parts: readonly StoredPart[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part.etag, 'hex');
  return `${hash.digest('hex')}-${parts.length}`;
}

/** Without a wish of the caller S3 computes a CRC64NVME of the whole object. */
export async function multipartChecksum(
  s3: S3,
  upload: MultipartUpload,
  parts: readonly StoredPart[],
): Promise<Checksum> {
  const { algorithm, type } = upload.checksum ?? { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' };
  if (type === 'COMPOSITE') {
    const values = parts.map((part) => part.checksum?.value ?? '');
    return { algorithm, type, value: await compositeOf(algorithm, values) };
  }
  const content = contentOf(s3, ...parts.map((part) => part.blob));
  return { algorithm, type, value: await digestOf(algorithm, content) };
}
