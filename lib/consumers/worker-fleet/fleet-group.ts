import { Duration } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { LIFECYCLE_HEARTBEAT } from '../../../model/limits/auto-scaling';
import type { FleetNetwork } from './fleet-network';
import type { FleetLoad, FleetSpotOptions } from './worker-fleet-props';

/** Completed by the worker when it has received from the queue. */
export const STARTED_HOOK = 'worker-started';
/** Completed by the worker when it has drained. */
export const DRAINED_HOOK = 'worker-drained';

/** A worker that has not received by then never will: the instance is given up and another one launched. */
const START_TIMEOUT = Duration.minutes(5);

/** Until the queue's metrics show what a new instance does: their minute, and the time until they are published. */
const WARMUP = Duration.minutes(2);

export interface FleetGroupOptions extends Pick<FleetLoad, 'min' | 'max'> {
  readonly groupName: string;
  readonly network: FleetNetwork;
  readonly launchTemplate: ec2.LaunchTemplate;
  readonly instanceType: ec2.InstanceType;
  readonly spot?: FleetSpotOptions;
  readonly drainTimeout: Duration;
}

/** Without a desired capacity: the scaling policies own it, and each deployment would set it back. */
export function createGroup(scope: Construct, options: FleetGroupOptions): autoscaling.AutoScalingGroup {
  const { network, spot, launchTemplate } = options;
  const group = new autoscaling.AutoScalingGroup(scope, 'Group', {
    autoScalingGroupName: options.groupName,
    vpc: network.vpc,
    vpcSubnets: network.vpcSubnets,
    minCapacity: options.min ?? 0,
    maxCapacity: options.max,
    ...(spot === undefined
      ? { launchTemplate }
      : { mixedInstancesPolicy: spotPolicy(options, spot), capacityRebalance: true }),
    // A volume that does not answer stops a worker as well, and only EC2 sees it.
    healthChecks: autoscaling.HealthChecks.withAdditionalChecks({
      additionalTypes: [autoscaling.AdditionalHealthCheckType.EBS],
      gracePeriod: Duration.seconds(0),
    }),
    groupMetrics: [autoscaling.GroupMetrics.all()],
    defaultInstanceWarmup: WARMUP,
    terminationPolicies: [autoscaling.TerminationPolicy.OLDEST_LAUNCH_TEMPLATE, autoscaling.TerminationPolicy.DEFAULT],
    // New code: an instance more first, then one less, which drains as for scale-in.
    updatePolicy: autoscaling.UpdatePolicy.instanceRefresh({
      strategy: autoscaling.InstanceRefreshStrategy.ROLLING,
      minHealthyPercentage: 100,
      maxHealthyPercentage: 110,
      skipMatching: true,
    }),
  });
  const resource = group.node.defaultChild;
  if (!autoscaling.CfnAutoScalingGroup.isCfnAutoScalingGroup(resource)) {
    throw new Error(`${group.node.path} has no resource`);
  }
  // In the group itself: as resources of their own they would come after its first instances.
  resource.lifecycleHookSpecificationList = [
    {
      lifecycleHookName: STARTED_HOOK,
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      heartbeatTimeout: START_TIMEOUT.toSeconds(),
      defaultResult: 'ABANDON',
    },
    {
      lifecycleHookName: DRAINED_HOOK,
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatTimeout: drainHeartbeat(options.drainTimeout),
      defaultResult: 'CONTINUE',
    },
  ];
  return group;
}

/** Many heartbeats fit in: a worker that is gone holds its instance for no longer than this. */
const LEAST_HEARTBEAT_SECONDS = 120;

/** Auto Scaling waits for 100 of them at the most, and a drain must be over by half of that. */
function drainHeartbeat(drainTimeout: Duration): number {
  const needed = drainTimeout.isUnresolved() ? LIFECYCLE_HEARTBEAT.max : Math.ceil(drainTimeout.toSeconds() / 50);
  return Math.min(Math.max(LEAST_HEARTBEAT_SECONDS, needed), LIFECYCLE_HEARTBEAT.max);
}

/** From the pools that are cheap and likely to last, among several types. */
function spotPolicy(
  { instanceType, launchTemplate }: FleetGroupOptions,
  { instanceTypes, onDemandBaseCapacity }: FleetSpotOptions,
): autoscaling.MixedInstancesPolicy {
  return {
    launchTemplate,
    launchTemplateOverrides: [instanceType, ...instanceTypes].map((type) => ({ instanceType: type })),
    instancesDistribution: {
      onDemandBaseCapacity: onDemandBaseCapacity ?? 0,
      onDemandPercentageAboveBaseCapacity: 0,
      spotAllocationStrategy: autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
    },
  };
}
