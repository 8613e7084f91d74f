import type {
  Activity,
  EnterStandbyCommandInput,
  ExitStandbyCommandInput,
  SetInstanceHealthCommandInput,
  SetInstanceProtectionCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { activityAnswer } from '../answer';
import { type AutoScaling, groupAccess, instanceAccess } from '../autoscaling-context';
import { noSuchInstance, validationError } from '../errors';
import type { LiveGroup } from '../live-group';

/** "SetInstanceProtection", API Reference. */
const MAX_INSTANCES = 50;

export function setInstanceProtection(autoScaling: AutoScaling): Operation<SetInstanceProtectionCommandInput> {
  return {
    access: groupAccess(autoScaling, 'SetInstanceProtection'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const { InstanceIds: ids = [], ProtectedFromScaleIn: isProtected } = input;
      if (ids.length === 0 || ids.length > MAX_INSTANCES) {
        throw validationError(`'InstanceIds' must name 1 to ${MAX_INSTANCES} instances, got ${ids.length}.`);
      }
      if (isProtected === undefined) throw validationError("'ProtectedFromScaleIn' must be given.");
      live.act((now) => live.group.setProtection(ids, isProtected, now));
      return {};
    },
  };
}

export function setInstanceHealth(autoScaling: AutoScaling): Operation<SetInstanceHealthCommandInput> {
  return {
    access: instanceAccess(autoScaling, 'SetInstanceHealth'),
    run: (input, request) => {
      const { InstanceId: id = '', HealthStatus: health, ShouldRespectGracePeriod } = input;
      if (health !== 'Healthy' && health !== 'Unhealthy') {
        throw validationError(`Health status must be one of {Healthy, Unhealthy}, got '${health}'.`);
      }
      const live = autoScaling.groups.ofInstance(request, id);
      if (live === undefined) throw noSuchInstance(id, '');
      live.act((now) => live.group.setHealth(id, health, now, ShouldRespectGracePeriod));
      return undefined;
    },
  };
}

export function enterStandby(autoScaling: AutoScaling): Operation<EnterStandbyCommandInput> {
  return {
    access: groupAccess(autoScaling, 'EnterStandby'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const { InstanceIds: ids = [], ShouldDecrementDesiredCapacity: decrement } = input;
      if (decrement === undefined) throw validationError("'ShouldDecrementDesiredCapacity' must be given.");
      return during(live, () => live.act((now) => live.group.enterStandby(ids, decrement, now)));
    },
  };
}

export function exitStandby(autoScaling: AutoScaling): Operation<ExitStandbyCommandInput> {
  return {
    access: groupAccess(autoScaling, 'ExitStandby'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      return during(live, () => live.act((now) => live.group.exitStandby(input.InstanceIds ?? [], now)));
    },
  };
}

/** The activities that a change began. */
function during(live: LiveGroup, change: () => void): { Activities: Activity[] } {
  const before = new Set(live.group.members.activities.all);
  change();
  const begun = live.group.members.activities.all.filter((activity) => !before.has(activity));
  return { Activities: begun.map((activity) => activityAnswer(live, activity)) };
}
