import type { DeletePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, policyAccess } from '../iam-context';
import { required } from '../names';

export function deletePolicy(iam: Iam): Operation<DeletePolicyRequest> {
  return {
    access: (input, request) => policyAccess('DeletePolicy', input.PolicyArn, request),
    run: (input, { account }) => {
      iam.model.deletePolicy(account, required('policyArn', input.PolicyArn));
      return undefined;
    },
  };
}
