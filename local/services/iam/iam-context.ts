import { policyArn, roleArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import type { Random } from '../../kernel/random';
import type { Access, Request } from '../service';
import type { IamModel } from './iam-model';
import type { InstanceProfiles } from './instance-profiles';

/** What each of IAM's actions works with. */
export interface Iam {
  readonly model: IamModel;
  readonly profiles: InstanceProfiles;
  readonly random: Random;
}

/** Access to a role by its name. A role that does not exist is judged by the ARN that it would have. */
export function roleAccess(
  iam: Iam,
  action: string,
  name: string | undefined,
  request: Request,
  path?: string,
): Access {
  const { account } = request;
  const partition = partitionOf(request.region);
  const role = iam.model.findRole(account, name ?? '');
  const arn = role?.arn ?? roleArn({ account, name: name ?? '', path, partition });
  const context = CHANGES_PERMISSIONS.has(action) ? boundaryContext(role?.boundary) : {};
  return { action: `iam:${action}`, resource: arn, account, context };
}

/**
 * "Actions, resources, and condition keys for AWS Identity and Access Management": who may change only those roles
 * that have a boundary is told by `iam:PermissionsBoundary`.
 */
const CHANGES_PERMISSIONS: ReadonlySet<string> = new Set([
  'AttachRolePolicy',
  'DeleteRolePermissionsBoundary',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'PutRolePolicy',
]);

export function boundaryContext(policyArn: string | undefined): Readonly<Record<string, string>> {
  return policyArn === undefined ? {} : { 'iam:PermissionsBoundary': policyArn };
}

/** Attaching and detaching are judged by the role, with the policy as a condition key. */
export function attachAccess(
  iam: Iam,
  action: string,
  input: { readonly RoleName: string | undefined; readonly PolicyArn: string | undefined },
  request: Request,
): Access {
  const access = roleAccess(iam, action, input.RoleName, request);
  return { ...access, context: { ...access.context, 'iam:PolicyARN': input.PolicyArn ?? '' } };
}

export function policyAccess(action: string, arn: string | undefined, request: Request): Access {
  return { action: `iam:${action}`, resource: arn ?? '*', account: request.account };
}

export function newPolicyArn(name: string, path: string | undefined, request: Request): string {
  return policyArn({ account: request.account, name, path, partition: partitionOf(request.region) });
}

/** `AROA` for roles, `ANPA` for managed policies, `AIPA` for instance profiles, and 17 characters. */
export function newId(iam: Iam, prefix: 'AROA' | 'ANPA' | 'AIPA'): string {
  return `${prefix}${iam.random.alphanumeric(17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
}
