import { compareKeys } from '../page';
import { noSuchGroup } from './errors';
import type { LiveGroup } from './live-group';

interface Place {
  readonly account: string;
  readonly region: string;
}

/** The Auto Scaling groups of all accounts and regions. */
export class Groups {
  private readonly groups = new Map<string, LiveGroup>();

  add(group: LiveGroup): void {
    this.groups.set(keyOf(group.identity, group.identity.name), group);
  }

  find(place: Place, name: string): LiveGroup | undefined {
    return this.groups.get(keyOf(place, name));
  }

  get(place: Place, name: string | undefined): LiveGroup {
    const group = this.find(place, name ?? '');
    if (group === undefined) throw noSuchGroup(name ?? '');
    return group;
  }

  ofInstance(place: Place, instanceId: string): LiveGroup | undefined {
    return this.list(place).find(({ group }) => group.members.find(instanceId) !== undefined);
  }

  /** The group and policy that a policy's ARN names. */
  ofPolicy(arn: string): { readonly live: LiveGroup; readonly policyName: string } | undefined {
    for (const live of this.groups.values()) {
      for (const [policyName, record] of live.policyRecords) if (record.arn === arn) return { live, policyName };
    }
    return undefined;
  }

  delete(group: LiveGroup): void {
    this.groups.delete(keyOf(group.identity, group.identity.name));
  }

  /** In the order of their names. */
  list({ account, region }: Place): readonly LiveGroup[] {
    return this.all
      .filter(({ identity }) => identity.account === account && identity.region === region)
      .sort((a, b) => compareKeys(a.identity.name, b.identity.name));
  }

  get all(): LiveGroup[] {
    return [...this.groups.values()];
  }
}

function keyOf({ account, region }: Place, name: string): string {
  return `${account}/${region}/${name}`;
}
