import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { policyAnswer } from '../answer';
import { type Iam, policyAccess } from '../iam-context';
import { required } from '../names';

export function getPolicy(iam: Iam): Operation<GetPolicyRequest, GetPolicyResponse> {
  return {
    access: (input, request) => policyAccess('GetPolicy', input.PolicyArn, request),
    run: (input, { account }) => {
      const policy = iam.model.policy(account, required('policyArn', input.PolicyArn));
      return { Policy: policyAnswer(iam.model, account, policy) };
    },
  };
}
