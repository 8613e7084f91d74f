import type { Kernel } from '../../kernel/kernel';
import type { Service } from '../service';
import { attachRolePolicy } from './actions/attach-role-policy';
import { createPolicy } from './actions/create-policy';
import { createRole } from './actions/create-role';
import { deletePolicy } from './actions/delete-policy';
import { deleteRole } from './actions/delete-role';
import { deleteRolePermissionsBoundary } from './actions/delete-role-permissions-boundary';
import { deleteRolePolicy } from './actions/delete-role-policy';
import { detachRolePolicy } from './actions/detach-role-policy';
import { getPolicy } from './actions/get-policy';
import { getPolicyVersion } from './actions/get-policy-version';
import { getRole } from './actions/get-role';
import { getRolePolicy } from './actions/get-role-policy';
import { listAttachedRolePolicies } from './actions/list-attached-role-policies';
import { listRolePolicies } from './actions/list-role-policies';
import { listRoleTags } from './actions/list-role-tags';
import { listRoles } from './actions/list-roles';
import { putRolePermissionsBoundary } from './actions/put-role-permissions-boundary';
import { putRolePolicy } from './actions/put-role-policy';
import { tagRole } from './actions/tag-role';
import { untagRole } from './actions/untag-role';
import { updateAssumeRolePolicy } from './actions/update-assume-role-policy';
import { updateRole } from './actions/update-role';
import type { Iam } from './iam-context';
import { IamDirectory } from './iam-directory';
import { IamModel } from './iam-model';

/** IAM, and the directory that tells everybody else who is behind an access key. */
export function createIam(kernel: Kernel): Service & { readonly directory: IamDirectory } {
  const random = kernel.random.fork('iam');
  const iam: Iam = { model: new IamModel(), random };
  return {
    directory: new IamDirectory(iam.model, kernel.clock, random.fork('sessions')),
    name: 'iam',
    operations: {
      AttachRolePolicy: attachRolePolicy(iam),
      CreatePolicy: createPolicy(iam),
      CreateRole: createRole(iam),
      DeletePolicy: deletePolicy(iam),
      DeleteRole: deleteRole(iam),
      DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary(iam),
      DeleteRolePolicy: deleteRolePolicy(iam),
      DetachRolePolicy: detachRolePolicy(iam),
      GetPolicy: getPolicy(iam),
      GetPolicyVersion: getPolicyVersion(iam),
      GetRole: getRole(iam),
      GetRolePolicy: getRolePolicy(iam),
      ListAttachedRolePolicies: listAttachedRolePolicies(iam),
      ListRolePolicies: listRolePolicies(iam),
      ListRoles: listRoles(iam),
      ListRoleTags: listRoleTags(iam),
      PutRolePermissionsBoundary: putRolePermissionsBoundary(iam),
      PutRolePolicy: putRolePolicy(iam),
      TagRole: tagRole(iam),
      UntagRole: untagRole(iam),
      UpdateAssumeRolePolicy: updateAssumeRolePolicy(iam),
      UpdateRole: updateRole(iam),
    },
  };
}
