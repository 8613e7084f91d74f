import type { PutBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { invalidArgument, malformedXml } from '../model/errors';
import { requireOffered } from '../object-attributes';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const putBucketEncryption = (s3: S3): Operation<PutBucketEncryptionRequest, undefined> =>
  onBucket(s3, 's3:PutEncryptionConfiguration', (bucket, input) => {
    const rules = input.ServerSideEncryptionConfiguration?.Rules ?? [];
    const [rule] = rules;
    if (rules.length !== 1 || rule === undefined) throw malformedXml();
    const { SSEAlgorithm: algorithm = 'AES256', KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {};
    requireOffered(algorithm);
    if (KMSMasterKeyID !== undefined && algorithm !== 'aws:kms') {
      throw invalidArgument(
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
        'ApplyServerSideEncryptionByDefault',
        algorithm,
      );
    }
    bucket.encryption = {
      Rules: [
        {
          ...rule,
          // Whether the key is there shows when an object is written.
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID },
          BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
        },
      ],
    };
    return undefined;
  });
