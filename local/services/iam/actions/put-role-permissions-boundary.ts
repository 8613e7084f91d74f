import type { PutRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { boundaryContext, type Iam, roleAccess } from '../iam-context';
import { required, roleName } from '../names';

export function putRolePermissionsBoundary(iam: Iam): Operation<PutRolePermissionsBoundaryRequest> {
  return {
    access: (input, request) => ({
      ...roleAccess(iam, 'PutRolePermissionsBoundary', input.RoleName, request),
      context: boundaryContext(input.PermissionsBoundary),
    }),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      iam.model.setBoundary(role, required('permissionsBoundary', input.PermissionsBoundary));
      return undefined;
    },
  };
}
