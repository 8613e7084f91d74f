import type { UpdateRoleRequest, UpdateRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { description, roleName } from '../names';
import { maxSessionDuration } from '../quotas';

export function updateRole(iam: Iam): Operation<UpdateRoleRequest, UpdateRoleResponse> {
  return {
    access: (input, request) => roleAccess(iam, 'UpdateRole', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      // What is left out takes its default again: "UpdateRole", IAM API Reference.
      role.maxSessionDuration = maxSessionDuration(input.MaxSessionDuration);
      if (input.Description !== undefined) role.description = description(input.Description);
      return {};
    },
  };
}
