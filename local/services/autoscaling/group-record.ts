import type { MixedInstancesPolicy, PutScalingPolicyCommandInput } from '@aws-sdk/client-auto-scaling';
import type { TemplateReference } from '../ec2/fleet';

export interface GroupTag {
  readonly value: string;
  /** Whether new instances get it too. */
  readonly propagate: boolean;
}

/** What a group's owner sets beside what the state machine goes by. */
export interface GroupRecord {
  readonly template: TemplateReference;
  /** As it was given; undefined where the launch template stands alone. */
  readonly mixedInstances: MixedInstancesPolicy | undefined;
  readonly subnetIds: readonly string[];
  readonly healthCheckType: string;
  readonly capacityRebalance: boolean;
}

export interface HookRecord {
  readonly notificationTarget: string | undefined;
  readonly role: string | undefined;
  readonly metadata: string | undefined;
}

export interface PolicyRecord {
  readonly arn: string;
  readonly input: PutScalingPolicyCommandInput;
  /** The alarms that Auto Scaling made for it: of target tracking. */
  readonly ownAlarms: readonly string[];
}

/** The instance type and the market that the mixed instances policy asks for first. */
export function preferredInstance({ mixedInstances }: GroupRecord): {
  readonly instanceType: string | undefined;
  readonly spot: boolean;
} {
  const { OnDemandBaseCapacity: base = 0, OnDemandPercentageAboveBaseCapacity: percent = 100 } =
    mixedInstances?.InstancesDistribution ?? {};
  const instanceType = mixedInstances?.LaunchTemplate?.Overrides?.[0]?.InstanceType;
  return { instanceType, spot: base === 0 && percent === 0 };
}
