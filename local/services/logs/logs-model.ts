import { compareKeys } from '../page';
import { groupExists, noSuchGroup } from './errors';
import type { LogGroup } from './log-group';

/** Where a log group lives. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** The log groups of all accounts and regions. */
export class LogsModel {
  private readonly groups = new Map<string, Map<string, LogGroup>>();

  create(group: LogGroup): void {
    const { account, region, name } = group.identity;
    const key = `${account}/${region}`;
    const groups = this.groups.get(key) ?? new Map<string, LogGroup>();
    if (groups.has(name)) throw groupExists();
    this.groups.set(key, groups.set(name, group));
  }

  group(place: Place, name: string): LogGroup {
    const group = this.in(place)?.get(name);
    if (group === undefined) throw noSuchGroup();
    return group;
  }

  delete(place: Place, name: string): LogGroup {
    const group = this.group(place, name);
    this.in(place)?.delete(name);
    return group;
  }

  /** In the order of their names. */
  list(place: Place): readonly LogGroup[] {
    return Array.from(this.in(place)?.values() ?? []).sort((a, b) => compareKeys(a.identity.name, b.identity.name));
  }

  private in({ account, region }: Place): Map<string, LogGroup> | undefined {
    return this.groups.get(`${account}/${region}`);
  }
}
