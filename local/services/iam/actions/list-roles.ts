import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import { roleArn } from '../../../../model/arn';
import { partitionOf } from '../../../../model/partition';
import type { Operation } from '../../service';
import { roleAnswer } from '../answer';
import type { Iam } from '../iam-context';
import { listPage } from '../list-page';

export function listRoles(iam: Iam): Operation<ListRolesRequest, ListRolesResponse> {
  return {
    access: (input, { account, region }) => ({
      action: 'iam:ListRoles',
      resource: roleArn({ account, name: '', path: input.PathPrefix, partition: partitionOf(region) }),
      account,
    }),
    run: (input, { account }) => {
      const roles = iam.model.roles(account).filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
      const { items, paging } = listPage(roles, ({ name }) => name, input);
      // "ListRoles", IAM API Reference: tags are not part of the list.
      return { Roles: items.map((role) => ({ ...roleAnswer(role), Tags: undefined })), ...paging };
    },
  };
}
