import type { DeleteRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { noBoundary } from '../errors';
import { type Iam, roleAccess } from '../iam-context';
import { roleName } from '../names';

export function deleteRolePermissionsBoundary(iam: Iam): Operation<DeleteRolePermissionsBoundaryRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'DeleteRolePermissionsBoundary', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      if (role.boundary === undefined) throw noBoundary(role.name);
      iam.model.setBoundary(role, undefined);
      return undefined;
    },
  };
}
