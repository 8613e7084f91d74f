import type { DescribeKeyRequest, DescribeKeyResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../service';
import { type Kms, onKey } from '../kms-context';

export const describeKey = (kms: Kms): Operation<DescribeKeyRequest, DescribeKeyResponse> =>
  onKey(kms, 'DescribeKey', 'with aliases', ({ key }) => ({ KeyMetadata: key.describe() }));
