import type { GetBucketAclOutput, GetBucketAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service';
import { canonicalUserId } from '../model/identity';
import { onBucket } from '../on-bucket';
import type { S3 } from '../s3';

/** No other access control list can be set here: the owner has full control. */
export const getBucketAcl = (s3: S3): Operation<GetBucketAclRequest, GetBucketAclOutput> =>
  onBucket(s3, 's3:GetBucketAcl', ({ account }) => ({
    Owner: { ID: canonicalUserId(account) },
    Grants: [{ Grantee: { ID: canonicalUserId(account), Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
  }));
