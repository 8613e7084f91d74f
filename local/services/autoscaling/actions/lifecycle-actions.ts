import type {
  CompleteLifecycleActionCommandInput,
  RecordLifecycleActionHeartbeatCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { type AutoScaling, groupAccess } from '../autoscaling-context';
import { actionNameOf, resultOf } from '../lifecycle-input';

export function completeLifecycleAction(autoScaling: AutoScaling): Operation<CompleteLifecycleActionCommandInput> {
  return {
    access: groupAccess(autoScaling, 'CompleteLifecycleAction'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const result = resultOf(input.LifecycleActionResult);
      live.act((now) => live.group.completeAction(actionNameOf(input), result, now));
      return {};
    },
  };
}

export function recordLifecycleActionHeartbeat(
  autoScaling: AutoScaling,
): Operation<RecordLifecycleActionHeartbeatCommandInput> {
  return {
    access: groupAccess(autoScaling, 'RecordLifecycleActionHeartbeat'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      live.act((now) => live.group.heartbeat(actionNameOf(input), now));
      return {};
    },
  };
}
