import type { GroupInstance } from './group-instance';
import type { LifecycleAction } from './lifecycle-hook';
import type { LifecycleState } from './lifecycle-state';
import type { ScalingGroup } from './scaling-group';

export interface LaunchOrder {
  readonly group: ScalingGroup;
  readonly availabilityZone: string;
  readonly templateVersion: string;
}

/**
 * Who has instances: EC2, or a model of it. Both methods only begin something, and neither calls the group back before
 * it has returned; the group hears by `instanceRunning`, `launchFailed` and `instanceGone` how it ended.
 */
export interface InstanceSupply {
  /** Returns the new instance's id. */
  launch(order: LaunchOrder, now: number): string;
  terminate(instanceId: string, now: number): void;
}

/** Who hears what happens in a group. */
export interface GroupObserver {
  instanceChanged(group: ScalingGroup, instance: GroupInstance, previous: LifecycleState, now: number): void;
  /** A hook holds an instance until it is answered. */
  actionBegan(group: ScalingGroup, instance: GroupInstance, action: LifecycleAction, now: number): void;
  /** `how` tells an answer from a timeout, which takes the hook's default result. */
  actionEnded(
    group: ScalingGroup,
    instance: GroupInstance,
    action: LifecycleAction,
    how: 'CONTINUE' | 'ABANDON' | 'timeout',
    now: number,
  ): void;
  desiredChanged(group: ScalingGroup, previous: number, cause: string, now: number): void;
}

export interface GroupSurroundings {
  readonly supply: InstanceSupply;
  readonly observer: GroupObserver;
  /** An id for an activity or a token for a lifecycle action; each is different. */
  readonly nextId: () => string;
}
