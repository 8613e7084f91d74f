import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { attachAccess, type Iam } from '../iam-context';
import { required, roleName } from '../names';

export function attachRolePolicy(iam: Iam): Operation<AttachRolePolicyRequest> {
  return {
    access: (input, request) => attachAccess(iam, 'AttachRolePolicy', input, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      iam.model.attach(role, required('policyArn', input.PolicyArn));
      return undefined;
    },
  };
}
