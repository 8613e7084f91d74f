import { formatArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import { compareKeys } from '../page';
import { noSuchDashboard } from './errors';

export interface Dashboard {
  readonly name: string;
  readonly arn: string;
  /** JSON, as it was put. */
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** The dashboards of all accounts: unlike metrics and alarms they are of no region. */
export class Dashboards {
  private readonly accounts = new Map<string, Map<string, Dashboard>>();

  put(account: string, dashboard: Dashboard): void {
    const dashboards = this.accounts.get(account) ?? new Map<string, Dashboard>();
    this.accounts.set(account, dashboards.set(dashboard.name, dashboard));
  }

  get(account: string, name: string): Dashboard {
    const dashboard = this.accounts.get(account)?.get(name);
    if (dashboard === undefined) throw noSuchDashboard(name);
    return dashboard;
  }

  delete(account: string, name: string): void {
    this.accounts.get(account)?.delete(name);
  }

  /** In the order of their names. */
  list(account: string): readonly Dashboard[] {
    return [...(this.accounts.get(account)?.values() ?? [])].sort((a, b) => compareKeys(a.name, b.name));
  }
}

export function dashboardArn(place: { readonly account: string; readonly region: string }, name: string): string {
  const partition = partitionOf(place.region);
  return formatArn({
    partition,
    service: 'cloudwatch',
    region: '',
    account: place.account,
    resource: `dashboard/${name}`,
  });
}
