import type { Activity } from './activity';
import type { LifecycleAction } from './lifecycle-hook';
import { isPending, type LifecycleState } from './lifecycle-state';

export type HealthStatus = 'Healthy' | 'Unhealthy';

/** An instance as its group knows it. Only the group changes it. */
export interface GroupInstance {
  readonly id: string;
  readonly availabilityZone: string;
  readonly templateVersion: string;
  readonly launchedAt: number;
  state: LifecycleState;
  health: HealthStatus;
  protectedFromScaleIn: boolean;
  /** When it came into service; undefined before. */
  inServiceAt: number | undefined;
  /** The hooks that have not answered yet; empty when it waits for none. */
  waitingFor: LifecycleAction[];
  /** Launching or terminating it, until that is over. */
  activity: Activity | undefined;
}

/**
 * "Set the default instance warmup": it warms up from its launch until `seconds` after it came into service. Until then
 * policies treat it as ordered but not yet there.
 */
export function isWarmingUp(instance: GroupInstance, seconds: number, now: number): boolean {
  if (isPending(instance.state)) return true;
  const { inServiceAt } = instance;
  return instance.state === 'InService' && inServiceAt !== undefined && now < inServiceAt + seconds * 1000;
}
