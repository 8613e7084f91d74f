import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { roleName } from '../names';
import { trustPolicy } from '../stored-policy';

export function updateAssumeRolePolicy(iam: Iam): Operation<UpdateAssumeRolePolicyRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'UpdateAssumeRolePolicy', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      role.trust = trustPolicy('policyDocument', input.PolicyDocument);
      return undefined;
    },
  };
}
