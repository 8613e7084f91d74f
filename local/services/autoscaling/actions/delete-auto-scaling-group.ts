import type { DeleteAutoScalingGroupCommandInput } from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { type AutoScaling, groupAccess } from '../autoscaling-context';
import { resourceInUse } from '../errors';
import { deleteAlarms } from '../tracking-alarms';

export function deleteAutoScalingGroup(autoScaling: AutoScaling): Operation<DeleteAutoScalingGroupCommandInput> {
  return {
    access: groupAccess(autoScaling, 'DeleteAutoScalingGroup'),
    run: async (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const { group, identity } = live;
      if (!input.ForceDelete && (group.counts.total > 0 || group.desired > 0)) {
        throw resourceInUse(
          `You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group. ${identity.name} has ${group.counts.total}.`,
        );
      }
      live.act((now) => group.empty(now));
      live.stop();
      // On AWS the group vanishes once its instances have; here it is gone at once, and EC2 ends them.
      autoScaling.groups.delete(live);
      for (const { ownAlarms } of live.policyRecords.values()) await deleteAlarms(ownAlarms, live, autoScaling.router);
      return undefined;
    },
  };
}
