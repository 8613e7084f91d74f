import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import { compareKeys } from '../../page';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { listPage } from '../list-page';
import { roleName } from '../names';

export function listRolePolicies(iam: Iam): Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> {
  return {
    access: (input, request) => roleAccess(iam, 'ListRolePolicies', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      const names = Array.from(role.inline.keys()).sort(compareKeys);
      const { items, paging } = listPage(names, (name) => name, input);
      return { PolicyNames: [...items], ...paging };
    },
  };
}
