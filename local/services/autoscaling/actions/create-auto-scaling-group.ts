import type { CreateAutoScalingGroupCommandInput } from '@aws-sdk/client-auto-scaling';
import type { Access, Operation, Request } from '../../service';
import { type AutoScaling, groupAccess } from '../autoscaling-context';
import { alreadyExists } from '../errors';
import { desiredCapacity, groupName, recordOf, refuseUnknown, settingsOf, templateOf } from '../group-input';
import { hookOf, hookRecordOf } from '../lifecycle-input';
import { LiveGroup } from '../live-group';
import { withTags } from '../tags';

export function createAutoScalingGroup(autoScaling: AutoScaling): Operation<CreateAutoScalingGroupCommandInput> {
  return {
    access: (input, request) => [
      groupAccess(autoScaling, 'CreateAutoScalingGroup')(input, request),
      ...launchAccess(autoScaling, input, request),
    ],
    run: (input, request) => {
      const { account, region } = request;
      const { fleet, groups } = autoScaling;
      const name = groupName(input.AutoScalingGroupName);
      refuseUnknown(input);
      if (groups.find(request, name) !== undefined) {
        throw alreadyExists(
          `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
        );
      }
      const record = recordOf(input, undefined);
      const settings = settingsOf(input, record, undefined, request, fleet);
      const desired = desiredCapacity(input.DesiredCapacity, settings) ?? settings.minSize;
      const live = new LiveGroup({ account, region, name }, settings, record, autoScaling);
      live.tags = withTags(new Map(), input.Tags);
      for (const specification of input.LifecycleHookSpecificationList ?? []) {
        const hook = hookOf(specification, undefined);
        live.group.members.held.put(hook);
        live.hooks.set(hook.name, hookRecordOf(specification, undefined));
      }
      groups.add(live);
      live.act((now) => live.group.setDesired(desired, 'a user request created an AutoScalingGroup', now));
      return undefined;
    },
  };
}

/**
 * "Launch template support", permissions: who has a group launch instances must be allowed to launch them, and to pass
 * their role.
 */
export function launchAccess(
  { fleet }: AutoScaling,
  input: Parameters<typeof templateOf>[0],
  request: Request,
): readonly Access[] {
  const reference = templateOf(input);
  if (reference === undefined) return [];
  const { account } = request;
  const role = fleet.roleOf(request, fleet.template(request, reference));
  const launch: Access = { action: 'ec2:RunInstances', resource: '*', account };
  if (role === undefined) return [launch];
  const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
  return [launch, { action: 'iam:PassRole', resource: role, account, context }];
}
