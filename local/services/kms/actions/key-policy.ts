import type { GetKeyPolicyRequest, GetKeyPolicyResponse, PutKeyPolicyRequest } from '@aws-sdk/client-kms';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { refuse } from '../errors';
import { parseKeyPolicy } from '../key-policy';
import { type Kms, onKey } from '../kms-context';

/** The only name that a key policy can have. */
const NAME = 'default';

export const getKeyPolicy = (kms: Kms): Operation<GetKeyPolicyRequest, GetKeyPolicyResponse> =>
  onKey(kms, 'GetKeyPolicy', 'without aliases', ({ key }, { PolicyName = NAME }) => {
    checkName(PolicyName);
    return { Policy: key.policy.text, PolicyName };
  });

export const putKeyPolicy = (kms: Kms): Operation<PutKeyPolicyRequest, undefined> =>
  onKey(kms, 'PutKeyPolicy', 'without aliases', ({ key }, { PolicyName = NAME, Policy }) => {
    checkName(PolicyName);
    if (Policy === undefined) throw refuse('policy', Policy, 'not be null');
    key.policy = parseKeyPolicy(Policy);
    return undefined;
  });

function checkName(name: string): void {
  if (name !== NAME) throw new AwsError('NotFoundException', 'No such policy exists');
}
