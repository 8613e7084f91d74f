import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { deleteConflict } from '../errors';
import { type Iam, roleAccess } from '../iam-context';
import { roleName } from '../names';

export function deleteRole(iam: Iam): Operation<DeleteRoleRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'DeleteRole', input.RoleName, request),
    run: (input, request) => {
      const name = roleName(input.RoleName);
      if (iam.profiles.ofRole(iam.model.role(request.account, name)) !== undefined) {
        throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
      }
      iam.model.deleteRole(request.account, name);
      return undefined;
    },
  };
}
