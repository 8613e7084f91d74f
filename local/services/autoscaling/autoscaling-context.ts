import { formatArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { Fleet } from '../ec2/fleet';
import type { Access, Request, Router } from '../service';
import type { Groups } from './groups';
import type { LiveGroup } from './live-group';

/** What each action of Auto Scaling works with. */
export interface AutoScaling {
  readonly kernel: Kernel;
  readonly router: Router;
  readonly fleet: Fleet;
  readonly groups: Groups;
  readonly random: Random;
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** @param uuid part of a group's ARN; policies write `*` for it */
export function groupArn({ account, region }: Place, uuid: string, name: string): string {
  const resource = `autoScalingGroup:${uuid}:autoScalingGroupName/${name}`;
  return formatArn({ partition: partitionOf(region), service: 'autoscaling', region, account, resource });
}

export function policyArn({ account, region }: Place, uuid: string, group: string, name: string): string {
  const resource = `scalingPolicy:${uuid}:autoScalingGroupName/${group}:policyName/${name}`;
  return formatArn({ partition: partitionOf(region), service: 'autoscaling', region, account, resource });
}

/** Access to a group by its name. A group that does not exist is judged by an ARN that its name would have. */
export function groupAccess(autoScaling: AutoScaling, action: string) {
  return (input: { readonly AutoScalingGroupName?: string }, request: Request): Access => {
    const name = input.AutoScalingGroupName ?? '';
    return accessTo(action, name, autoScaling.groups.find(request, name), request);
  };
}

/** Access to the group that an instance is in. */
export function instanceAccess(autoScaling: AutoScaling, action: string) {
  return (input: { readonly InstanceId?: string }, request: Request): Access => {
    const live = autoScaling.groups.ofInstance(request, input.InstanceId ?? '');
    return accessTo(action, live?.identity.name ?? '', live, request);
  };
}

function accessTo(action: string, name: string, live: LiveGroup | undefined, request: Request): Access {
  const { account } = request;
  const keys = [...(live?.tags ?? [])].flatMap(([key, { value }]) => [
    [`aws:ResourceTag/${key}`, value],
    [`autoscaling:ResourceTag/${key}`, value],
  ]);
  return {
    action: `autoscaling:${action}`,
    resource: live?.arn ?? groupArn(request, '*', name),
    account,
    context: Object.fromEntries(keys),
  };
}

/** What describes groups takes no resource: who may, sees all of them. */
export function accountAccess(action: string) {
  return (_input: object, { account }: Request): Access => ({
    action: `autoscaling:${action}`,
    resource: '*',
    account,
  });
}
