import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import { isWithin } from '../../../../model/limits/limit';
import { PART_NUMBER } from '../../../../model/limits/s3';
import type { ObjectBody, Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { checksumMembers } from '../checksums';
import { encryptionOutput, requireDecrypt } from '../encryption';
import { etagOf } from '../etag';
import { receiveBody } from '../incoming';
import { invalidArgument, invalidRequest, notImplemented } from '../model/errors';
import type { S3 } from '../s3';
import { uploadOf } from '../uploads';

type Input = Omit<UploadPartRequest, 'Body'> & { readonly Body?: ObjectBody };

export const uploadPart = (s3: S3): Operation<Input, UploadPartOutput> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:PutObject'),

  async run(input, request) {
    const partNumber = input.PartNumber ?? 0;
    if (!isWithin(PART_NUMBER, partNumber)) {
      throw invalidArgument(
        `Part number must be an integer between ${PART_NUMBER.min} and ${PART_NUMBER.max}, inclusive`,
        'partNumber',
        String(partNumber),
      );
    }
    if (input.SSECustomerAlgorithm !== undefined) throw notImplemented('server-side encryption with customer keys');
    const begun = uploadOf(s3, input, request);
    // The upload keeps its data key encrypted, beside the parts.
    requireDecrypt(begun.bucket, begun.upload.encryption, request);
    const wanted = begun.upload.checksum?.algorithm;
    const { blob, md5, checksum } = await receiveBody(s3, input, wanted ?? 'CRC64NVME');
    try {
      if (wanted !== undefined && checksum.algorithm !== wanted) {
        throw invalidRequest(
          `Checksum Type mismatch occurred, expected checksum Type: ${wanted.toLowerCase()}, actual checksum Type: ${checksum.algorithm.toLowerCase()}`,
        );
      }
      // The upload may have been completed or aborted while the body came in.
      const { upload } = uploadOf(s3, input, request);
      const replaced = upload.parts.get(partNumber);
      const etag = etagOf(s3, upload.encryption, md5);
      const stored = { ...checksum, type: 'FULL_OBJECT' } as const;
      const lastModified = s3.lastModified;
      upload.parts.set(partNumber, { partNumber, size: blob.size, etag, checksum: stored, lastModified, blob });
      if (replaced !== undefined) await s3.storage.release([replaced.blob]);
      return { ETag: `"${etag}"`, ...encryptionOutput(upload.encryption), ...checksumMembers(stored) };
    } catch (error) {
      await s3.storage.release([blob]);
      throw error;
    }
  },
});
