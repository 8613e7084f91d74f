import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { ObjectBody, Operation } from '../../service';
import { bucketOf, objectAccess, validKey } from '../access';
import { checksumMembers } from '../checksums';
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
    return actions.map((action) => objectAccess(bucket, input.Key, request, action));
  },

  async run(input, request) {
    const key = validKey(input.Key);
    refuseUnsupported(bucketOf(s3, input, request), input);
    const headers = objectHeaders(input);
    const metadata = userMetadata(input);
    const tags = headerTags(input.Tagging);
    const { blob, md5, checksum } = await receiveBody(s3, input, 'CRC64NVME');
    const etag = md5.toString('hex');
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
      content: [blob],
    };
    const bucket = await commitObject(
      s3,
      { bucket: input.Bucket ?? '', object, conditions: input, event: 'Put' },
      request,
    );
    return { ETag: `"${etag}"`, ...checksumMembers(full), ChecksumType: full.type, ...writtenOutput(bucket) };
  },
});
