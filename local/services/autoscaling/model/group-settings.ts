import type { TerminationPolicy } from './termination-policy';

/** "Suspend and resume Amazon EC2 Auto Scaling processes". */
export const SCALING_PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const;
export type ScalingProcess = (typeof SCALING_PROCESSES)[number];

/** Seconds: "Scaling cooldowns for Amazon EC2 Auto Scaling". */
export const DEFAULT_COOLDOWN_SECONDS = 300;

/** What the state machine goes by. What an instance is made of is the business of who launches it. */
export interface GroupSettings {
  readonly minSize: number;
  readonly maxSize: number;
  /** Seconds. For simple scaling; also the warm-up of policies where nothing else says how long it takes. */
  readonly defaultCooldown: number;
  /** Seconds that an instance in service is counted as warming up, where a policy does not say. */
  readonly defaultInstanceWarmup: number | undefined;
  /** Seconds after an instance came into service during which its health is not asked. */
  readonly healthCheckGracePeriod: number;
  readonly newInstancesProtectedFromScaleIn: boolean;
  readonly terminationPolicies: readonly TerminationPolicy[];
  readonly availabilityZones: readonly string[];
  /** The launch template's version that new instances get: the termination policies compare it. */
  readonly templateVersion: string;
  readonly suspended: ReadonlySet<ScalingProcess>;
}

export interface GroupIdentity {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}
