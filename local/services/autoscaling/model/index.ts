export type { Activity, ActivityStatus } from './activity';
export type { GroupCounts } from './group-counts';
export type { GroupInstance, HealthStatus } from './group-instance';
export {
  DEFAULT_COOLDOWN_SECONDS,
  type GroupIdentity,
  type GroupSettings,
  SCALING_PROCESSES,
  type ScalingProcess,
} from './group-settings';
export type { ActionName } from './held-instances';
export { InstanceRefresh, type RefreshStatus } from './instance-refresh';
export {
  ACTION_RESULTS,
  type ActionResult,
  type LifecycleAction,
  type LifecycleHook,
  type LifecycleTransition,
  longestWait,
  TRANSITIONS,
} from './lifecycle-hook';
export { isLeaving, isPending, type LifecycleState, targetState } from './lifecycle-state';
export { ScalingGroup } from './scaling-group';
export { ScalingPolicies, type Trigger } from './scaling-policies';
export {
  ADJUSTMENT_TYPES,
  type AdjustmentType,
  type Breach,
  type Proposal,
  type ScalingPolicy,
  type SimpleScalingPolicy,
  type StepAdjustment,
  type StepScalingPolicy,
  type TargetTrackingPolicy,
} from './scaling-policy';
export type { GroupObserver, GroupSurroundings, InstanceSupply, LaunchOrder } from './surroundings';
export {
  alarmsOf,
  TARGET_TRACKING,
  type TargetTrackingAlarm,
  type TargetTrackingAssumptions,
} from './target-tracking';
export { TERMINATION_POLICIES, type TerminationPolicy } from './termination-policy';
