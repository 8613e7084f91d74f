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
import {
  addRoleToInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  removeRoleFromInstanceProfile,
} from './actions/instance-profiles';
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
import { InstanceProfiles } from './instance-profiles';

/** The ARN of the role in an instance profile, which is named or given by its ARN. */
type RoleOfProfile = (account: string, nameOrArn: string) => string | undefined;

/** IAM, and the directory that tells everybody else who is behind an access key. */
export function createIam(
  kernel: Kernel,
): Service & { readonly directory: IamDirectory; readonly roleOfProfile: RoleOfProfile } {
  const random = kernel.random.fork('iam');
  const iam: Iam = { model: new IamModel(), profiles: new InstanceProfiles(), random };
  return {
    directory: new IamDirectory(iam.model, kernel.clock, random.fork('sessions')),
    roleOfProfile: (account, nameOrArn) => {
      const profile = iam.profiles.findByArn(nameOrArn) ?? iam.profiles.find(account, nameOrArn);
      return profile?.role?.arn;
    },
    name: 'iam',
    operations: {
      AddRoleToInstanceProfile: addRoleToInstanceProfile(iam),
      AttachRolePolicy: attachRolePolicy(iam),
      CreateInstanceProfile: createInstanceProfile(iam),
      CreatePolicy: createPolicy(iam),
      CreateRole: createRole(iam),
      DeleteInstanceProfile: deleteInstanceProfile(iam),
      DeletePolicy: deletePolicy(iam),
      DeleteRole: deleteRole(iam),
      DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary(iam),
      DeleteRolePolicy: deleteRolePolicy(iam),
      DetachRolePolicy: detachRolePolicy(iam),
      GetInstanceProfile: getInstanceProfile(iam),
      GetPolicy: getPolicy(iam),
      GetPolicyVersion: getPolicyVersion(iam),
      GetRole: getRole(iam),
      GetRolePolicy: getRolePolicy(iam),
      ListAttachedRolePolicies: listAttachedRolePolicies(iam),
      ListInstanceProfiles: listInstanceProfiles(iam),
      ListRolePolicies: listRolePolicies(iam),
      ListRoles: listRoles(iam),
      ListRoleTags: listRoleTags(iam),
      PutRolePermissionsBoundary: putRolePermissionsBoundary(iam),
      PutRolePolicy: putRolePolicy(iam),
      RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile(iam),
      TagRole: tagRole(iam),
      UntagRole: untagRole(iam),
      UpdateAssumeRolePolicy: updateAssumeRolePolicy(iam),
      UpdateRole: updateRole(iam),
    },
  };
}
