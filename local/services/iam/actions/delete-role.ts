import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { roleName } from '../names';

export function deleteRole(iam: Iam): Operation<DeleteRoleRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'DeleteRole', input.RoleName, request),
    run: (input, request) => {
      iam.model.deleteRole(request.account, roleName(input.RoleName));
      return undefined;
    },
  };
}
