import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { policyName, roleName } from '../names';

export function deleteRolePolicy(iam: Iam): Operation<DeleteRolePolicyRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'DeleteRolePolicy', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      iam.model.deleteRolePolicy(role, policyName(input.PolicyName));
      return undefined;
    },
  };
}
