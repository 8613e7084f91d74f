import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { attachAccess, type Iam } from '../iam-context';
import { required, roleName } from '../names';

export function detachRolePolicy(iam: Iam): Operation<DetachRolePolicyRequest> {
  return {
    access: (input, request) => attachAccess(iam, 'DetachRolePolicy', input, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      iam.model.detach(role, required('policyArn', input.PolicyArn));
      return undefined;
    },
  };
}
