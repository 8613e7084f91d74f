import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { ObjectBody, Operation } from '../../service';
import { bucketOf, objectAccess, validKey } from '../access';
import { checksumMembers } from '../checksums';
import { encryptionKeys, encryptionOf } from '../encryption';
import { etagOf } from '../etag';
import { receiveBody } from '../incoming';
import { headerTags } from '../model/tags';
import { objectHeaders, refuseUnsupported, userMetadata } from '../object-attributes';
import { writtenOutput } from '../object-output';
import type { S3 } from '../s3';
import { commitObject } from '../store';

type Input = Omit<PutObjectRequest, 'Body'> & { readonly Body?: ObjectBody };

export const putObject = (s3: S3): Operation<Input, PutObjectOutput> => ({
  access(input, request) {
    const bucket = bucketOf(s3, input, request);
    const actions = ['s3:PutObject'];
    if (input.Tagging !== undefined && input.Tagging !== '') actions.push('s3:PutObjectTagging');
    // A condition on the entity tag tells something about the object that is there.
    if (input.IfMatch !== undefined) actions.push('s3:GetObject');
    const context = encryptionKeys(input);
    return actions.map((action) => objectAccess(bucket, input.Key, request, action, context));
  },

  async run(input, request) {
    const key = validKey(input.Key);
    const target = bucketOf(s3, input, request);
    refuseUnsupported(target, input);
    const encryption = encryptionOf(target, key, input, request);
    const headers = objectHeaders(input);
    const metadata = userMetadata(input);
    const tags = headerTags(input.Tagging);
    const { blob, md5, checksum } = await receiveBody(s3, input, 'CRC64NVME');
    const etag = etagOf(s3, encryption, md5);
    const lastModified = s3.lastModified;
    const full = { ...checksum, type: 'FULL_OBJECT' } as const;
    const object = {
      key,
      size: blob.size,
      etag,
      lastModified,
      headers,
      metadata,
      tags,
      checksum: full,
      encryption,
      content: [blob],
    };
    const bucket = await commitObject(
      s3,
      { bucket: input.Bucket ?? '', object, conditions: input, event: 'Put' },
      request,
    );
    return {
      ETag: `"${etag}"`,
      ...checksumMembers(full),
      ChecksumType: full.type,
      ...writtenOutput(bucket, encryption),
    };
  },
});
