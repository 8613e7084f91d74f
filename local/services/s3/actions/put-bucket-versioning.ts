import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { malformedXml, notImplemented } from '../model/errors';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

export const putBucketVersioning = (s3: S3): Operation<PutBucketVersioningRequest, undefined> =>
  onBucket(s3, 's3:PutBucketVersioning', (bucket, input) => {
    const { Status, MFADelete } = input.VersioningConfiguration ?? {};
    if (Status === undefined) {
      throw new AwsError('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
    }
    if (MFADelete === 'Enabled') throw notImplemented('MFA delete');
    if (Status === 'Enabled') throw notImplemented('versioning (only Suspended, or no versioning)');
    if (Status !== 'Suspended') throw malformedXml();
    bucket.versioning = Status;
    return undefined;
  });
