import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import { compareKeys } from '../../page';
import type { Operation } from '../../service';
import { type Iam, roleAccess } from '../iam-context';
import { listPage } from '../list-page';
import { roleName } from '../names';

export function listAttachedRolePolicies(
  iam: Iam,
): Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> {
  return {
    access: (input, request) => roleAccess(iam, 'ListAttachedRolePolicies', input.RoleName, request),
    run: (input, { account }) => {
      const role = iam.model.role(account, roleName(input.RoleName));
      const policies = Array.from(role.attached, (arn) => iam.model.policy(account, arn))
        .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
        .sort((a, b) => compareKeys(a.arn, b.arn));
      const { items, paging } = listPage(policies, ({ arn }) => arn, input);
      return { AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...paging };
    },
  };
}
