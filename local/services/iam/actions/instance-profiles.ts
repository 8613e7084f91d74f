import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
  InstanceProfile as ProfileAnswer,
  RemoveRoleFromInstanceProfileRequest,
} from '@aws-sdk/client-iam';
import { formatArn } from '../../../../model/arn';
import { partitionOf } from '../../../../model/partition';
import type { Access, Operation, Request } from '../../service';
import { roleAnswer } from '../answer';
import { type Iam, newId } from '../iam-context';
import type { InstanceProfile } from '../instance-profiles';
import { listPage } from '../list-page';
import { instanceProfileName, path, roleName } from '../names';

type WithProfile = { readonly InstanceProfile: ProfileAnswer };

export function createInstanceProfile(iam: Iam): Operation<CreateInstanceProfileRequest, WithProfile> {
  return {
    access: (input, request) => profileAccess('CreateInstanceProfile', input.InstanceProfileName, request, input.Path),
    run: (input, request) => {
      const name = instanceProfileName(input.InstanceProfileName);
      const profile: InstanceProfile = {
        account: request.account,
        name,
        path: path(input.Path),
        arn: profileArn(request, name, path(input.Path)),
        id: newId(iam, 'AIPA'),
        created: request.kernel.clock.now(),
        role: undefined,
      };
      iam.profiles.create(profile);
      return { InstanceProfile: answer(profile) };
    },
  };
}

export function getInstanceProfile(iam: Iam): Operation<GetInstanceProfileRequest, WithProfile> {
  return {
    access: (input, request) => profileAccess('GetInstanceProfile', input.InstanceProfileName, request),
    run: (input, { account }) => ({
      InstanceProfile: answer(iam.profiles.get(account, instanceProfileName(input.InstanceProfileName))),
    }),
  };
}

export function deleteInstanceProfile(iam: Iam): Operation<DeleteInstanceProfileRequest> {
  return {
    access: (input, request) => profileAccess('DeleteInstanceProfile', input.InstanceProfileName, request),
    run: (input, { account }) => {
      iam.profiles.delete(iam.profiles.get(account, instanceProfileName(input.InstanceProfileName)));
      return undefined;
    },
  };
}

export function addRoleToInstanceProfile(iam: Iam): Operation<AddRoleToInstanceProfileRequest> {
  return {
    // "Grant a user permissions to pass a role to an AWS service": whoever puts a role into a profile passes it to EC2.
    access: (input, request) => {
      const role = iam.model.role(request.account, roleName(input.RoleName));
      const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
      return [
        profileAccess('AddRoleToInstanceProfile', input.InstanceProfileName, request),
        { action: 'iam:PassRole', resource: role.arn, account: request.account, context },
      ];
    },
    run: (input, { account }) => {
      const profile = iam.profiles.get(account, instanceProfileName(input.InstanceProfileName));
      iam.profiles.addRole(profile, iam.model.role(account, roleName(input.RoleName)));
      return undefined;
    },
  };
}

export function removeRoleFromInstanceProfile(iam: Iam): Operation<RemoveRoleFromInstanceProfileRequest> {
  return {
    access: (input, request) => profileAccess('RemoveRoleFromInstanceProfile', input.InstanceProfileName, request),
    run: (input, { account }) => {
      const profile = iam.profiles.get(account, instanceProfileName(input.InstanceProfileName));
      iam.profiles.removeRole(profile, roleName(input.RoleName));
      return undefined;
    },
  };
}

export function listInstanceProfiles(iam: Iam): Operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse> {
  return {
    access: (_input, request) => profileAccess('ListInstanceProfiles', '', request),
    run: (input, { account }) => {
      const profiles = iam.profiles.list(account).filter((profile) => profile.path.startsWith(input.PathPrefix ?? '/'));
      const { items, paging } = listPage(profiles, ({ name }) => name, input);
      return { InstanceProfiles: items.map(answer), ...paging };
    },
  };
}

function profileArn({ account, region }: Request, name: string, inPath = '/'): string {
  const resource = `instance-profile${inPath}${name}`;
  return formatArn({ partition: partitionOf(region), service: 'iam', region: '', account, resource });
}

function profileAccess(action: string, name: string | undefined, request: Request, inPath?: string): Access {
  return { action: `iam:${action}`, resource: profileArn(request, name ?? '', inPath), account: request.account };
}

function answer({ name, path: Path, arn, id, created, role }: InstanceProfile): ProfileAnswer {
  return {
    InstanceProfileName: name,
    Path,
    Arn: arn,
    InstanceProfileId: id,
    CreateDate: new Date(created),
    Roles: role === undefined ? [] : [roleAnswer(role)],
  };
}
