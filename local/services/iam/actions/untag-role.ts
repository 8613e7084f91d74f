import type { UntagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { roleName } from '../names';

export function untagRole(iam: Iam): Operation<UntagRoleRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'UntagRole', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      for (const key of input.TagKeys ?? []) role.tags.delete(key);
      return undefined;
    },
  };
}
