import type {
  SetDesiredCapacityCommandInput,
  TerminateInstanceInAutoScalingGroupCommandInput,
  TerminateInstanceInAutoScalingGroupCommandOutput,
} from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { activityAnswer } from '../answer';
import { type AutoScaling, groupAccess, instanceAccess } from '../autoscaling-context';
import { noSuchInstance, validationError } from '../errors';

export function setDesiredCapacity(autoScaling: AutoScaling): Operation<SetDesiredCapacityCommandInput> {
  return {
    access: groupAccess(autoScaling, 'SetDesiredCapacity'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const { DesiredCapacity: desired } = input;
      if (desired === undefined) throw validationError("'DesiredCapacity' must be given.");
      const cause = 'a user request explicitly set group desired capacity';
      live.act((now) => live.group.setDesired(desired, cause, now, input.HonorCooldown));
      return undefined;
    },
  };
}

type TerminateOutput = Omit<TerminateInstanceInAutoScalingGroupCommandOutput, '$metadata'>;

export function terminateInstanceInAutoScalingGroup(
  autoScaling: AutoScaling,
): Operation<TerminateInstanceInAutoScalingGroupCommandInput, TerminateOutput> {
  return {
    access: instanceAccess(autoScaling, 'TerminateInstanceInAutoScalingGroup'),
    run: (input, request) => {
      const { InstanceId: id = '', ShouldDecrementDesiredCapacity: decrement } = input;
      if (decrement === undefined) throw validationError("'ShouldDecrementDesiredCapacity' must be given.");
      const live = autoScaling.groups.ofInstance(request, id);
      if (live === undefined) throw noSuchInstance(id, '');
      const activity = live.act((now) => live.group.terminate(id, decrement, now));
      return { Activity: activityAnswer(live, activity) };
    },
  };
}
