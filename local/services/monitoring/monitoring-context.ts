import type { Dimension as DimensionInput } from '@aws-sdk/client-cloudwatch';
import { formatArn, parseArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import type { Access, Request } from '../service';
import type { Alarm } from './alarm';
import type { Alarms } from './alarms';
import { type Dashboards, dashboardArn } from './dashboards';
import { invalidValue, noSuchAlarm } from './errors';
import type { Dimension, MetricStore, Place } from './metric-store';
import type { Sampler } from './sampler';

/** What each action of CloudWatch works with. */
export interface Monitoring {
  readonly store: MetricStore;
  readonly alarms: Alarms;
  readonly dashboards: Dashboards;
  readonly sampler: Sampler;
}

/** "Dimension", CloudWatch API Reference. */
const MAX_DIMENSIONS = 30;

export function alarmArn({ account, region }: Place, name: string): string {
  return formatArn({
    partition: partitionOf(region),
    service: 'cloudwatch',
    region,
    account,
    resource: `alarm:${name}`,
  });
}

export function alarmAccess(action: string, name: string | undefined, request: Request): Access {
  return { action: `cloudwatch:${action}`, resource: alarmArn(request, name ?? ''), account: request.account };
}

export function dashboardAccess(action: string, name: string | undefined, request: Request): Access {
  return { action: `cloudwatch:${action}`, resource: dashboardArn(request, name ?? ''), account: request.account };
}

/** Metrics have no ARN: permission to read or write them is permission for all of them. */
export function metricAccess(action: string, request: Request): Access {
  return { action: `cloudwatch:${action}`, resource: '*', account: request.account };
}

export function dimensionsOf(input: readonly DimensionInput[] | undefined): readonly Dimension[] {
  const dimensions = (input ?? []).map(({ Name, Value }) => {
    if (!Name || !Value) throw invalidValue(`A dimension needs a name and a value, got '${Name}' and '${Value}'.`);
    return { name: Name, value: Value };
  });
  if (dimensions.length > MAX_DIMENSIONS) {
    throw invalidValue(`A metric can have at most ${MAX_DIMENSIONS} dimensions, got ${dimensions.length}.`);
  }
  return dimensions;
}

export function dimensionList(dimensions: readonly Dimension[]): DimensionInput[] {
  return dimensions.map(({ name, value }) => ({ Name: name, Value: value }));
}

export function taggedAccess(action: string, arn: string | undefined, request: Request): Access {
  return {
    action: `cloudwatch:${action}`,
    resource: arn ?? '',
    account: parseArn(arn ?? '')?.account ?? request.account,
  };
}

/** The alarm that an ARN names: alarms are all that carries tags here. */
export function taggedAlarm(monitoring: Monitoring, arn: string | undefined, request: Request): Alarm {
  const parts = parseArn(arn ?? '');
  const name = parts?.resource.startsWith('alarm:') ? parts.resource.slice('alarm:'.length) : '';
  const alarm = monitoring.alarms.find({ account: parts?.account ?? '', region: request.region }, name);
  if (alarm === undefined || alarm.arn !== arn) throw noSuchAlarm(arn ?? '');
  return alarm;
}
