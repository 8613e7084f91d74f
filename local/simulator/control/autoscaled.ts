import type { TargetTrackingAssumptions } from '../../services/autoscaling/model';
import { ScalingPolicies, TARGET_TRACKING } from '../../services/autoscaling/model';
import { DEFAULT_TIMING, type MetricTiming } from '../../services/monitoring/metric-timing';
import type { Machine } from '../fleet/machine';
import { SimulatedGroup } from '../fleet/simulated-group';
import type { FleetControl } from '../scenario';
import { trackingAlarms } from '../template/policy-of';
import type { FleetTemplate } from '../template/read-fleet';
import { CloudWatch } from './cloud-watch';

/** What AWS does not publish. */
export interface Assumptions {
  /** When metrics can be seen. */
  readonly timing: MetricTiming;
  readonly targetTracking: TargetTrackingAssumptions;
}

export const DEFAULT_ASSUMPTIONS: Assumptions = { timing: DEFAULT_TIMING, targetTracking: TARGET_TRACKING };

/** The policies of a template, carried out by the local cloud's own metrics, alarms and group. */
export function autoscaled(
  name: string,
  fleet: Pick<FleetTemplate, 'group' | 'policies' | 'alarms'>,
  machine: Machine,
  { timing, targetTracking }: Assumptions = DEFAULT_ASSUMPTIONS,
): FleetControl {
  return {
    name,
    start: (world) => {
      const group = new SimulatedGroup(world, fleet.group, machine);
      const policies = new ScalingPolicies(group.group, targetTracking);
      const byArn = new Map(fleet.policies.map(({ arn, policy }) => [arn, policy]));
      for (const policy of byArn.values()) policies.put(policy);
      const cloudWatch = new CloudWatch(world, () => group.sample(), timing, {
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
