import type { UpdateAutoScalingGroupCommandInput } from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { type AutoScaling, groupAccess } from '../autoscaling-context';
import { desiredCapacity, recordOf, refuseUnknown, settingsOf } from '../group-input';
import { launchAccess } from './create-auto-scaling-group';

export function updateAutoScalingGroup(autoScaling: AutoScaling): Operation<UpdateAutoScalingGroupCommandInput> {
  return {
    access: (input, request) => [
      groupAccess(autoScaling, 'UpdateAutoScalingGroup')(input, request),
      ...launchAccess(autoScaling, input, request),
    ],
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      refuseUnknown(input);
      const record = recordOf(input, live.record);
      // Fails before anything changes when there is no such template.
      const { version } = autoScaling.fleet.template(request, record.template);
      const { templateVersion: _, ...current } = live.group.settings;
      const settings = settingsOf(input, record, current, request, autoScaling.fleet);
      const desired = desiredCapacity(input.DesiredCapacity, settings);
      live.record = record;
      live.configure({ ...settings, templateVersion: version });
      if (desired !== undefined) {
        live.act((now) => live.group.setDesired(desired, 'a user request update of AutoScalingGroup constraints', now));
      }
      return undefined;
    },
  };
}
