import type { PutBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { malformedXml } from '../model/errors';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

const OWNERSHIPS: readonly (string | undefined)[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

export const putBucketOwnershipControls = (s3: S3): Operation<PutBucketOwnershipControlsRequest, undefined> =>
  onBucket(s3, 's3:PutBucketOwnershipControls', (bucket, input) => {
    const rules = input.OwnershipControls?.Rules ?? [];
    if (rules.length !== 1 || !OWNERSHIPS.includes(rules[0]?.ObjectOwnership)) throw malformedXml();
    bucket.ownership = { Rules: rules };
    return undefined;
  });
