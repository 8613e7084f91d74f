import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { roleAnswer } from '../answer';
import { type Iam, roleAccess } from '../iam-context';
import { roleName } from '../names';

export function getRole(iam: Iam): Operation<GetRoleRequest, GetRoleResponse> {
  return {
    access: (input, request) => roleAccess(iam, 'GetRole', input.RoleName, request),
    run: (input, request) => ({ Role: roleAnswer(iam.model.role(request.account, roleName(input.RoleName))) }),
  };
}
