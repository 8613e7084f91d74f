import type {
  CancelInstanceRefreshCommandInput,
  CancelInstanceRefreshCommandOutput,
  DescribeInstanceRefreshesCommandInput,
  DescribeInstanceRefreshesCommandOutput,
  InstanceRefresh as RefreshAnswer,
  StartInstanceRefreshCommandInput,
  StartInstanceRefreshCommandOutput,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { type AutoScaling, accountAccess, groupAccess } from '../autoscaling-context';
import { notOffered, validationError } from '../errors';
import { recordOf } from '../group-input';
import type { LiveGroup } from '../live-group';
import { InstanceRefresh } from '../model';
import { launchAccess } from './create-auto-scaling-group';

/** "RefreshPreferences", API Reference. */
const DEFAULT_MIN_HEALTHY = 90;

type Started = Omit<StartInstanceRefreshCommandOutput, '$metadata'>;

export function startInstanceRefresh(autoScaling: AutoScaling): Operation<StartInstanceRefreshCommandInput, Started> {
  return {
    access: (input, request) => [
      groupAccess(autoScaling, 'StartInstanceRefresh')(input, request),
      ...launchAccess(autoScaling, { ...input.DesiredConfiguration, AutoScalingGroupName: '' }, request),
    ],
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const {
        MinHealthyPercentage,
        MaxHealthyPercentage,
        InstanceWarmup,
        SkipMatching = false,
        ...others
      } = input.Preferences ?? {};
      if (input.Strategy !== undefined && input.Strategy !== 'Rolling')
        throw notOffered(`'Strategy' ${input.Strategy}`);
      const unknown = Object.keys(others)[0];
      if (unknown !== undefined) throw notOffered(`'Preferences.${unknown}'`);
      if (live.refreshes.at(-1)?.status === 'InProgress') {
        throw new AwsError(
          'InstanceRefreshInProgress',
          'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.',
        );
      }
      const minHealthyPercentage = MinHealthyPercentage ?? DEFAULT_MIN_HEALTHY;
      if (minHealthyPercentage < 0 || minHealthyPercentage > 100) {
        throw validationError(`'MinHealthyPercentage' must be 0 to 100, got ${minHealthyPercentage}.`);
      }
      const { defaultInstanceWarmup, healthCheckGracePeriod } = live.group.settings;
      const instanceWarmup = InstanceWarmup ?? defaultInstanceWarmup ?? healthCheckGracePeriod;
      if (input.DesiredConfiguration !== undefined) {
        live.record = recordOf({ ...input.DesiredConfiguration, AutoScalingGroupName: '' }, live.record);
      }
      live.act(() => undefined);
      const id = autoScaling.random.uuid();
      const maxHealthyPercentage = MaxHealthyPercentage ?? 100;
      if (maxHealthyPercentage < 100 || maxHealthyPercentage > 200) {
        throw validationError(`'MaxHealthyPercentage' must be 100 to 200, got ${maxHealthyPercentage}.`);
      }
      const preferences = { minHealthyPercentage, maxHealthyPercentage, instanceWarmup, skipMatching: SkipMatching };
      live.refreshes.push(new InstanceRefresh(id, live.now, live.group, preferences));
      live.act((now) => live.group.advance(now));
      return { InstanceRefreshId: id };
    },
  };
}

type Cancelled = Omit<CancelInstanceRefreshCommandOutput, '$metadata'>;

export function cancelInstanceRefresh(
  autoScaling: AutoScaling,
): Operation<CancelInstanceRefreshCommandInput, Cancelled> {
  return {
    access: groupAccess(autoScaling, 'CancelInstanceRefresh'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const refresh = live.refreshes.at(-1);
      if (refresh?.status !== 'InProgress') {
        throw new AwsError(
          'ActiveInstanceRefreshNotFound',
          `No in progress or pending Instance Refresh found for Auto Scaling group ${live.identity.name}`,
        );
      }
      refresh.cancel(live.now);
      return { InstanceRefreshId: refresh.id };
    },
  };
}

type Described = Omit<DescribeInstanceRefreshesCommandOutput, '$metadata'>;

export function describeInstanceRefreshes(
  autoScaling: AutoScaling,
): Operation<DescribeInstanceRefreshesCommandInput, Described> {
  return {
    access: accountAccess('DescribeInstanceRefreshes'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const ids = input.InstanceRefreshIds ?? [];
      const refreshes = [...live.refreshes].reverse().filter(({ id }) => ids.length === 0 || ids.includes(id));
      return { InstanceRefreshes: refreshes.map((refresh) => refreshAnswer(live, refresh)) };
    },
  };
}

function refreshAnswer({ identity }: LiveGroup, refresh: InstanceRefresh): RefreshAnswer {
  const { preferences, ended } = refresh;
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: identity.name,
    Status: refresh.status,
    StartTime: new Date(refresh.started),
    EndTime: ended === undefined ? undefined : new Date(ended),
    PercentageComplete: refresh.percentageComplete,
    InstancesToUpdate: refresh.status === 'InProgress' ? refresh.remaining.length : 0,
    Strategy: 'Rolling',
    Preferences: {
      MinHealthyPercentage: preferences.minHealthyPercentage,
      MaxHealthyPercentage: preferences.maxHealthyPercentage,
      InstanceWarmup: preferences.instanceWarmup,
      SkipMatching: preferences.skipMatching,
    },
  };
}
