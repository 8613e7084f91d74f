export type { Activity, ActivityStatus } from './activity';
export type { GroupCounts } from './group-counts';
export type { GroupInstance, HealthStatus } from './group-instance';
export { type GroupIdentity, type GroupSettings, SCALING_PROCESSES, type ScalingProcess } from './group-settings';
export type { ActionName } from './held-instances';
export type { ActionResult, LifecycleAction, LifecycleHook, LifecycleTransition } from './lifecycle-hook';
export { isLeaving, isPending, type LifecycleState, targetState } from './lifecycle-state';
export { ScalingGroup } from './scaling-group';
export { ScalingPolicies, type Trigger } from './scaling-policies';
export type {
  Breach,
  Proposal,
  ScalingPolicy,
  SimpleScalingPolicy,
  StepAdjustment,
  StepScalingPolicy,
  TargetTrackingPolicy,
} from './scaling-policy';
export type { GroupObserver, GroupSurroundings, InstanceSupply, LaunchOrder } from './surroundings';
export {
  alarmsOf,
  TARGET_TRACKING,
  type TargetTrackingAlarm,
  type TargetTrackingAssumptions,
} from './target-tracking';
export type { TerminationPolicy } from './termination-policy';
