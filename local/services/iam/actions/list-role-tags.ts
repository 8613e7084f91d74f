import type { ListRoleTagsRequest, ListRoleTagsResponse } from '@aws-sdk/client-iam';
import { compareKeys } from '../../page';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { listPage } from '../list-page';
import { roleName } from '../names';
import { tagList } from '../tags';

export function listRoleTags(iam: Iam): Operation<ListRoleTagsRequest, ListRoleTagsResponse> {
  return {
    access: (input, request) => roleAccess(iam, 'ListRoleTags', input.RoleName, request),
    run: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      const tags = tagList(role.tags).sort((a, b) => compareKeys(a.Key ?? '', b.Key ?? ''));
      const { items, paging } = listPage(tags, ({ Key }) => Key ?? '', input);
      return { Tags: [...items], ...paging };
    },
  };
}
