import { eventRuleArn, parseArn } from '../../../model/arn';
import { compareKeys } from '../page';
import type { Request } from '../service';
import { noSuchBus, noSuchRule, refuse } from './errors';
import type { EventRule } from './rule';

export type Place = Pick<Request, 'account' | 'region'>;

export const DEFAULT_BUS = 'default';

/** All rules of the cloud. Every account has one bus in each region, `default`. */
export class Rules {
  private readonly byArn = new Map<string, EventRule>();

  add(rule: EventRule): void {
    this.byArn.set(rule.arn, rule);
  }

  delete(rule: EventRule): void {
    this.byArn.delete(rule.arn);
  }

  find({ account, region }: Place, name: string): EventRule | undefined {
    return this.byArn.get(eventRuleArn({ account, region, name }));
  }

  findByArn(arn: string): EventRule | undefined {
    return this.byArn.get(arn);
  }

  at(place: Place, name: string | undefined): EventRule {
    if (name === undefined) throw refuse('name', name, 'not be null');
    const rule = this.find(place, name);
    if (rule === undefined) throw noSuchRule(name);
    return rule;
  }

  /** In the order of their names. */
  of({ account, region }: Place): readonly EventRule[] {
    return [...this.byArn.values()]
      .filter(({ identity }) => identity.account === account && identity.region === region)
      .sort((a, b) => compareKeys(a.name, b.name));
  }
}

/** A bus is named, or given by its ARN. There is none beside `default`, and none of another account. */
export function requireDefaultBus(bus: string | undefined, { account, region }: Place): void {
  if (bus === undefined || bus === DEFAULT_BUS) return;
  const arn = parseArn(bus);
  const own = arn?.service === 'events' && arn.account === account && arn.region === region;
  if (own && arn.resource === `event-bus/${DEFAULT_BUS}`) return;
  throw noSuchBus(arn?.resource.replace(/^event-bus\//, '') ?? bus);
}
