import type { TagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { roleName } from '../names';
import { withTags } from '../tags';

export function tagRole(iam: Iam): Operation<TagRoleRequest> {
  return {
    access: (input, request) => roleAccess(iam, 'TagRole', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      role.tags = withTags(role.tags, input.Tags);
      return undefined;
    },
  };
}
