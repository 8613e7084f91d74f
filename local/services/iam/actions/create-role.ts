import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import { roleArn } from '../../../../model/arn';
import { partitionOf } from '../../../../model/partition';
import type { Operation } from '../../service';
import { roleAnswer } from '../answer';
import { boundaryContext, type Iam, newId, roleAccess } from '../iam-context';
import { description, path, roleName } from '../names';
import { maxSessionDuration } from '../quotas';
import type { Role } from '../role';
import { trustPolicy } from '../stored-policy';
import { withTags } from '../tags';

export function createRole(iam: Iam): Operation<CreateRoleRequest, CreateRoleResponse> {
  return {
    access: (input, request) => ({
      ...roleAccess(iam, 'CreateRole', input.RoleName, request, input.Path),
      context: boundaryContext(input.PermissionsBoundary),
    }),
    run: (input, request) => {
      const { account } = request;
      const boundary = input.PermissionsBoundary;
      const name = roleName(input.RoleName);
      const rolePath = path(input.Path);
      const role: Role = {
        account,
        name,
        path: rolePath,
        arn: roleArn({ account, name, path: rolePath, partition: partitionOf(request.region) }),
        id: newId(iam, 'AROA'),
        created: request.kernel.clock.now(),
        trust: trustPolicy('assumeRolePolicyDocument', input.AssumeRolePolicyDocument),
        description: description(input.Description),
        maxSessionDuration: maxSessionDuration(input.MaxSessionDuration),
        inline: new Map(),
        attached: new Set(),
        boundary: boundary === undefined ? undefined : iam.model.boundaryPolicy(account, boundary).arn,
        tags: withTags(new Map(), input.Tags),
        identityPolicies: undefined,
      };
      iam.model.createRole(role);
      return { Role: roleAnswer(role) };
    },
  };
}
