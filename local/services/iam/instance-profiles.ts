import { compareKeys } from '../page';
import { alreadyExists, deleteConflict, limitExceeded, noSuchInstanceProfile, noSuchRole } from './errors';
import type { Role } from './role';

export interface InstanceProfile {
  readonly account: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly created: number;
  /** One at most. */
  role: Role | undefined;
}

/** The instance profiles of all accounts: what hands a role to an EC2 instance. */
export class InstanceProfiles {
  private readonly profiles = new Map<string, InstanceProfile>();

  create(profile: InstanceProfile): void {
    const key = keyOf(profile);
    if (this.profiles.has(key)) throw alreadyExists(`Instance Profile ${profile.name} already exists.`);
    this.profiles.set(key, profile);
  }

  find(account: string, name: string): InstanceProfile | undefined {
    return this.profiles.get(keyOf({ account, name }));
  }

  get(account: string, name: string): InstanceProfile {
    const profile = this.find(account, name);
    if (profile === undefined) throw noSuchInstanceProfile(name);
    return profile;
  }

  findByArn(arn: string): InstanceProfile | undefined {
    return [...this.profiles.values()].find((profile) => profile.arn === arn);
  }

  addRole(profile: InstanceProfile, role: Role): void {
    if (profile.role !== undefined)
      throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    profile.role = role;
  }

  removeRole(profile: InstanceProfile, roleName: string): void {
    if (profile.role?.name !== roleName) throw noSuchRole(roleName);
    profile.role = undefined;
  }

  delete(profile: InstanceProfile): void {
    if (profile.role !== undefined) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    this.profiles.delete(keyOf(profile));
  }

  ofRole({ account, name }: Role): InstanceProfile | undefined {
    return this.list(account).find(({ role }) => role?.name === name);
  }

  /** In the order of their names. */
  list(account: string): readonly InstanceProfile[] {
    return [...this.profiles.values()]
      .filter((profile) => profile.account === account)
      .sort((a, b) => compareKeys(a.name, b.name));
  }
}

const keyOf = ({ account, name }: Pick<InstanceProfile, 'account' | 'name'>): string => `${account}/${name}`;
