import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { encodedDocument } from '../answer';
import { noSuchRolePolicy } from '../errors';
import { type Iam, roleAccess } from '../iam-context';
import { policyName, roleName } from '../names';

export function getRolePolicy(iam: Iam): Operation<GetRolePolicyRequest, GetRolePolicyResponse> {
  return {
    access: (input, request) => roleAccess(iam, 'GetRolePolicy', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      const name = policyName(input.PolicyName);
      const policy = role.inline.get(name);
      if (policy === undefined) throw noSuchRolePolicy(name);
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encodedDocument(policy) };
    },
  };
}
