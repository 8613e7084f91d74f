import { parseArn } from '../../../model/arn';
import { compareKeys } from '../page';
import {
  alreadyExists,
  deleteConflict,
  limitExceeded,
  noSuchPolicy,
  noSuchRole,
  noSuchRolePolicy,
  notAttachable,
} from './errors';
import { awsManagedPolicy } from './managed-policies';
import type { ManagedPolicy, Role, StoredPolicy } from './role';

/** "IAM and AWS STS quotas": managed policies of one role. */
const MAX_ATTACHED = 10;

/** "IAM and AWS STS quotas": all inline policies of one role together, white space not counted. */
const MAX_INLINE_CHARACTERS = 10_240;

/** Where AWS's own policies say they come from. */
const AWS_POLICY_CREATED = Date.UTC(2015, 1, 6);

interface Account {
  readonly roles: Map<string, Role>;
  /** By ARN. */
  readonly policies: Map<string, ManagedPolicy>;
}

/** Roles and policies of all accounts. */
export class IamModel {
  private readonly accounts = new Map<string, Account>();

  createRole(role: Role): void {
    const { roles } = this.account(role.account);
    if (roles.has(role.name)) throw alreadyExists(`Role with name ${role.name} already exists.`);
    roles.set(role.name, role);
  }

  findRole(account: string, name: string): Role | undefined {
    return this.accounts.get(account)?.roles.get(name);
  }

  /** The path is part of a role's ARN: an ARN with another path names no role. */
  findRoleByArn(arn: string): Role | undefined {
    const parts = parseArn(arn);
    if (parts?.service !== 'iam' || !parts.resource.startsWith('role/')) return undefined;
    const role = this.findRole(parts.account, parts.resource.slice(parts.resource.lastIndexOf('/') + 1));
    return role?.arn === arn ? role : undefined;
  }

  role(account: string, name: string): Role {
    const role = this.findRole(account, name);
    if (role === undefined) throw noSuchRole(name);
    return role;
  }

  deleteRole(account: string, name: string): void {
    const role = this.role(account, name);
    if (role.attached.size > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (role.inline.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    this.account(account).roles.delete(name);
  }

  /** In the order of their names. */
  roles(account: string): readonly Role[] {
    const roles = this.accounts.get(account)?.roles.values() ?? [];
    return Array.from(roles).sort((a, b) => compareKeys(a.name, b.name));
  }

  putRolePolicy(role: Role, name: string, policy: StoredPolicy): void {
    let characters = withoutSpace(policy);
    for (const [other, stored] of role.inline) if (other !== name) characters += withoutSpace(stored);
    if (characters > MAX_INLINE_CHARACTERS) {
      throw limitExceeded(`Maximum policy size of ${MAX_INLINE_CHARACTERS} bytes exceeded for role ${role.name}`);
    }
    role.inline.set(name, policy);
    role.identityPolicies = undefined;
  }

  deleteRolePolicy(role: Role, name: string): void {
    if (!role.inline.delete(name)) throw noSuchRolePolicy(name);
    role.identityPolicies = undefined;
  }

  attach(role: Role, policyArn: string): void {
    if (this.findPolicy(role.account, policyArn) === undefined) throw notAttachable(policyArn);
    if (!role.attached.has(policyArn) && role.attached.size >= MAX_ATTACHED) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`);
    }
    role.attached.add(policyArn);
    role.identityPolicies = undefined;
  }

  detach(role: Role, policyArn: string): void {
    if (!role.attached.delete(policyArn)) throw noSuchPolicy(policyArn);
    role.identityPolicies = undefined;
  }

  /** @param policyArn undefined takes the permissions boundary away */
  setBoundary(role: Role, policyArn: string | undefined): void {
    role.boundary = policyArn === undefined ? undefined : this.boundaryPolicy(role.account, policyArn).arn;
  }

  /** A managed policy that can be a permissions boundary. */
  boundaryPolicy(account: string, arn: string): ManagedPolicy {
    const policy = this.findPolicy(account, arn);
    if (policy === undefined) throw notAttachable(arn, 'Scope ARN:');
    return policy;
  }

  createPolicy(account: string, policy: ManagedPolicy): void {
    const { policies } = this.account(account);
    for (const { name } of policies.values()) {
      if (name !== policy.name) continue;
      throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    policies.set(policy.arn, policy);
  }

  /** The account's own policy of this ARN, or AWS's. */
  findPolicy(account: string, arn: string): ManagedPolicy | undefined {
    const parts = parseArn(arn);
    if (parts?.service !== 'iam') return undefined;
    if (parts.account !== 'aws') return this.accounts.get(account)?.policies.get(arn);
    const found = awsManagedPolicy(parts.resource);
    if (found === undefined) return undefined;
    const { name, path, id, description, document } = found;
    const policy = { text: JSON.stringify(document), document };
    return { name, path, arn, id, created: AWS_POLICY_CREATED, description, policy, tags: new Map() };
  }

  policy(account: string, arn: string): ManagedPolicy {
    const policy = this.findPolicy(account, arn);
    if (policy === undefined) throw noSuchPolicy(arn);
    return policy;
  }

  attachmentCount(account: string, policyArn: string): number {
    return this.roles(account).filter(({ attached }) => attached.has(policyArn)).length;
  }

  boundaryCount(account: string, policyArn: string): number {
    return this.roles(account).filter(({ boundary }) => boundary === policyArn).length;
  }

  deletePolicy(account: string, arn: string): void {
    const policy = this.policy(account, arn);
    if (this.attachmentCount(account, arn) + this.boundaryCount(account, arn) > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    this.account(account).policies.delete(policy.arn);
  }

  private account(id: string): Account {
    const known = this.accounts.get(id);
    if (known !== undefined) return known;
    const account: Account = { roles: new Map(), policies: new Map() };
    this.accounts.set(id, account);
    return account;
  }
}

function withoutSpace(policy: StoredPolicy): number {
  return policy.text.replace(/\s/g, '').length;
}
