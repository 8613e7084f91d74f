import type { TargetTrackingAssumptions } from '../../services/autoscaling/model';
import { ScalingPolicies, TARGET_TRACKING } from '../../services/autoscaling/model';
import type { Machine } from '../fleet/machine';
import { SimulatedGroup } from '../fleet/simulated-group';
import type { FleetControl } from '../scenario';
import { trackingAlarms } from '../template/policy-of';
import type { FleetTemplate } from '../template/read-fleet';
import { CloudWatch } from './cloud-watch';

export interface Assumptions {
  /** Seconds after the end of a minute until its values are there and the alarms see them. */
  readonly metricDelay: number;
  /** What AWS does not publish about target tracking. */
  readonly targetTracking: TargetTrackingAssumptions;
}

/** An assumption: AWS says no more than that metrics are pushed every minute. */
export const DEFAULT_ASSUMPTIONS: Assumptions = { metricDelay: 60, targetTracking: TARGET_TRACKING };

/** The policies of a template, carried out by the local cloud's own metrics, alarms and group. */
export function autoscaled(
  name: string,
  fleet: Pick<FleetTemplate, 'group' | 'policies' | 'alarms'>,
  machine: Machine,
  { metricDelay, targetTracking }: Assumptions = DEFAULT_ASSUMPTIONS,
): FleetControl {
  return {
    name,
    start: (world) => {
      const group = new SimulatedGroup(world, fleet.group, machine);
      const policies = new ScalingPolicies(group.group, targetTracking);
      const byArn = new Map(fleet.policies.map(({ arn, policy }) => [arn, policy]));
      for (const policy of byArn.values()) policies.put(policy);
      const cloudWatch = new CloudWatch(world, () => group.sample(), metricDelay, {
        take: ({ arn, alarmName, metricValue, threshold }) => {
          const policy = byArn.get(arn);
          if (policy !== undefined) policies.take({ policy, alarmName, breach: { metricValue, threshold } });
        },
        taken: (now) => group.act((time) => policies.decide(time), now),
      });
      for (const alarm of fleet.alarms) cloudWatch.put(alarm);
      for (const policy of fleet.policies) {
        for (const alarm of trackingAlarms(policy, targetTracking)) cloudWatch.put(alarm);
      }
      return group.group;
    },
  };
}
