import type { Readable } from 'node:stream';
import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { bucketOf, objectAccess } from '../access';
import { requireDecrypt } from '../encryption';
import { existingObject } from '../not-found';
import { objectOutput } from '../object-output';
import type { S3 } from '../s3';
import { select } from '../selection';

type Output = Omit<GetObjectOutput, 'Body'> & { readonly Body: Buffer | Readable };

export const getObject = (s3: S3): Operation<GetObjectRequest, Output> => ({
  access: (input, request) => objectAccess(bucketOf(s3, input, request), input.Key, request, 's3:GetObject'),

  run(input, request) {
    const bucket = bucketOf(s3, input, request);
    const object = existingObject(bucket, input, request);
    const { range, output } = select(object, input);
    requireDecrypt(bucket, object.encryption, request);
    return { ...objectOutput(bucket, object), ...output, Body: s3.storage.read(object.content, range) } as Output;
  },
});
