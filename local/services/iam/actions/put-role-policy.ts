import type { PutRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { policyName, roleName } from '../names';
import { identityPolicy } from '../stored-policy';

export function putRolePolicy(iam: Iam): Operation<PutRolePolicyRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'PutRolePolicy', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      iam.model.putRolePolicy(role, policyName(input.PolicyName), identityPolicy(input.PolicyDocument));
      return undefined;
    },
  };
}
