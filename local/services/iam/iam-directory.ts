import { assumedRoleArn, parseArn, userArn } from '../../../model/arn';
import type { NamedPolicy, Principal } from '../../../model/policy/request';
import { AwsError } from '../../aws-error';
import type { Clock } from '../../kernel/clock';
import type { Random } from '../../kernel/random';
import type { IdentityDirectory, SessionCredentials, Standing } from './directory';
import { noSuchRole } from './errors';
import type { IamModel } from './iam-model';
import { ADMINISTRATOR_POLICY } from './managed-policies';
import type { ManagedPolicy, Role } from './role';

const ADMINISTRATOR = 'administrator';
const ADMINISTRATOR_POLICIES: readonly NamedPolicy[] = [
  { name: `policy AdministratorAccess of user ${ADMINISTRATOR}`, document: ADMINISTRATOR_POLICY },
];

const ACCOUNT_POLICIES: readonly NamedPolicy[] = [{ name: 'the account itself', document: ADMINISTRATOR_POLICY }];
const NO_POLICIES: readonly NamedPolicy[] = [];

/** How long an expired key is still told apart from one that never was. */
const REMEMBER_EXPIRED_MS = 24 * 3_600_000;

interface Session {
  readonly principal: Principal;
  readonly roleId: string;
  readonly expiration: number;
}

/** Who is behind an access key. A key of 12 digits is the administrator of that account; the others are sessions of roles. */
export class IamDirectory implements IdentityDirectory {
  private readonly sessions = new Map<string, Session>();
  /** A session belongs to the role that it was issued for, not to a later one of the same name. */
  private readonly roleIds = new WeakMap<Principal, string>();
  private readonly limits = new WeakMap<Principal, readonly NamedPolicy[]>();

  constructor(
    private readonly model: IamModel,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  principalOf(accessKeyId: string): Principal {
    if (/^\d{12}$/.test(accessKeyId)) return this.administratorOf(accessKeyId);
    const session = this.sessions.get(accessKeyId);
    if (session === undefined) {
      throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', {
        status: 403,
      });
    }
    if (session.expiration <= this.clock.now()) {
      throw new AwsError('ExpiredToken', 'The security token included in the request is expired', { status: 403 });
    }
    return session.principal;
  }

  standing(principal: Principal): Standing {
    const role = this.roleOf(principal);
    return {
      identityPolicies: role === undefined ? this.policiesWithoutRole(principal) : this.policiesOf(role),
      permissionsBoundary: role?.boundary === undefined ? undefined : this.boundaryOf(role, role.boundary),
      sessionPolicies: this.limits.get(principal) ?? NO_POLICIES,
      keys: this.keysOf(principal, role),
    };
  }

  issueSession(
    roleArn: string,
    sessionName: string,
    durationSeconds: number,
    sessionPolicies: readonly NamedPolicy[] = NO_POLICIES,
  ): SessionCredentials {
    const role = this.model.findRoleByArn(roleArn);
    if (role === undefined) throw noSuchRole(roleArn.slice(roleArn.lastIndexOf('/') + 1));
    this.forgetOldSessions();
    const { account, name } = role;
    const principal: Principal = {
      kind: 'role',
      account,
      arn: assumedRoleArn({ account, name, session: sessionName, partition: parseArn(roleArn)?.partition }),
      roleArn,
    };
    const expiration = this.clock.now() + durationSeconds * 1_000;
    const accessKeyId = `ASIA${this.random.alphanumeric(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
    this.sessions.set(accessKeyId, { principal, roleId: role.id, expiration });
    this.roleIds.set(principal, role.id);
    this.limits.set(principal, sessionPolicies);
    return {
      accessKeyId,
      secretAccessKey: this.random.bytes(30).toString('base64'),
      sessionToken: this.random.bytes(96).toString('base64'),
      expiration,
    };
  }

  /** A managed policy that a session of a role can be limited by: the role's account's own, or AWS's. */
  findPolicy(role: Role, arn: string): ManagedPolicy | undefined {
    return this.model.findPolicy(role.account, arn);
  }

  /** The role behind an ARN, for `sts:AssumeRole`. */
  roleByArn(arn: string): Role | undefined {
    return this.model.findRoleByArn(arn);
  }

  /** The `UserId` that STS names: the id of the user, or of the role with the session's name. */
  userIdOf(principal: Principal): string {
    return this.idOf(principal, this.roleOf(principal));
  }

  private idOf(principal: Principal, role: Role | undefined): string {
    if (principal.kind === 'role') {
      const session = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
      return `${this.roleIds.get(principal) ?? role?.id}:${session}`;
    }
    if (principal.kind === 'user') return `AIDA${principal.account}ADMIN`;
    return principal.kind === 'account' ? principal.account : '';
  }

  private administratorOf(account: string): Principal & { readonly kind: 'user' | 'account' } {
    return { kind: 'user', account, arn: userArn({ account, name: ADMINISTRATOR }) };
  }

  /** Undefined when the role was deleted since the session was issued. */
  private roleOf(principal: Principal): Role | undefined {
    if (principal.kind !== 'role') return undefined;
    const role = this.model.findRoleByArn(principal.roleArn);
    const issuedFor = this.roleIds.get(principal);
    return issuedFor === undefined || role?.id === issuedFor ? role : undefined;
  }

  private policiesWithoutRole(principal: Principal): readonly NamedPolicy[] {
    if (principal.kind === 'account') return ACCOUNT_POLICIES;
    if (principal.kind !== 'user') return NO_POLICIES;
    return principal.arn === this.administratorOf(principal.account).arn ? ADMINISTRATOR_POLICIES : NO_POLICIES;
  }

  private policiesOf(role: Role): readonly NamedPolicy[] {
    role.identityPolicies ??= [
      ...Array.from(role.inline, ([name, { document }]) => named(name, role, document)),
      ...Array.from(role.attached, (arn) => {
        const { name, policy } = this.model.policy(role.account, arn);
        return named(name, role, policy.document);
      }),
    ];
    return role.identityPolicies;
  }

  private boundaryOf(role: Role, arn: string): NamedPolicy {
    const { name, policy } = this.model.policy(role.account, arn);
    return { name: `permissions boundary ${name} of role ${role.name}`, document: policy.document };
  }

  private keysOf(principal: Principal, role: Role | undefined): Readonly<Record<string, string>> {
    const id = this.idOf(principal, role);
    const keys: Record<string, string> = id === '' ? {} : { 'aws:userid': id };
    for (const [name, value] of role?.tags ?? []) keys[`aws:PrincipalTag/${name}`] = value;
    return keys;
  }

  /** Sessions are kept in the order of their issue, so the oldest are looked at first. */
  private forgetOldSessions(): void {
    const forgetBefore = this.clock.now() - REMEMBER_EXPIRED_MS;
    for (const [key, { expiration }] of this.sessions) {
      if (expiration > forgetBefore) return;
      this.sessions.delete(key);
    }
  }
}

function named(policy: string, role: Role, document: NamedPolicy['document']): NamedPolicy {
  return { name: `policy ${policy} of role ${role.name}`, document };
}
