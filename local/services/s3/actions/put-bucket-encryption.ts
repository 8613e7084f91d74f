import type { PutBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { malformedXml, notImplemented } from '../model/errors';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const putBucketEncryption = (s3: S3): Operation<PutBucketEncryptionRequest, undefined> =>
  onBucket(s3, 's3:PutEncryptionConfiguration', (bucket, input) => {
    const rules = input.ServerSideEncryptionConfiguration?.Rules ?? [];
    const [rule] = rules;
    if (rules.length !== 1 || rule === undefined) throw malformedXml();
    const algorithm = rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? 'AES256';
    if (algorithm !== 'AES256') throw notImplemented(`server-side encryption with ${algorithm} (only AES256, SSE-S3)`);
    bucket.encryption = {
      Rules: [
        {
          ...rule,
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm },
          BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
        },
      ],
    };
    return undefined;
  });
