import type { MetricSink } from './metric-store';
import { MINUTE_MS } from './series';
import type { GroupSample, MetricSources } from './sources';
import { statisticOfValue } from './statistics';

/**
 * "Amazon CloudWatch metrics for Amazon EC2 Auto Scaling", those of groups. Without weights an instance is one unit of
 * capacity. Warm pools are left out.
 */
const VALUES: Readonly<Record<string, (sample: GroupSample) => number>> = {
  GroupMinSize: ({ min }) => min,
  GroupMaxSize: ({ max }) => max,
  GroupDesiredCapacity: ({ desired }) => desired,
  GroupInServiceInstances: ({ inService }) => inService,
  GroupPendingInstances: ({ pending }) => pending,
  GroupStandbyInstances: ({ standby }) => standby,
  GroupTerminatingInstances: ({ terminating }) => terminating,
  GroupTotalInstances: ({ total }) => total,
  GroupInServiceCapacity: ({ inService }) => inService,
  GroupPendingCapacity: ({ pending }) => pending,
  GroupStandbyCapacity: ({ standby }) => standby,
  GroupTerminatingCapacity: ({ terminating }) => terminating,
  GroupTotalCapacity: ({ total }) => total,
};

/** Turns what the groups offer into the metrics of `AWS/AutoScaling`, a minute at a time. */
export class GroupMetrics {
  constructor(
    private readonly sources: Pick<MetricSources, 'groups'>,
    private readonly sink: MetricSink,
  ) {}

  /** Records the minute that ends at `now`: of each group the metrics that are enabled, 0 as well as any other value. */
  record(now: number): void {
    for (const sample of this.sources.groups()) {
      const dimensions = [{ name: 'AutoScalingGroupName', value: sample.name }];
      for (const name of sample.enabledMetrics) {
        const value = VALUES[name]?.(sample);
        if (value === undefined) continue;
        const identity = { namespace: 'AWS/AutoScaling', name, dimensions };
        this.sink.add(sample, identity, 'None', now - MINUTE_MS, statisticOfValue(value));
      }
    }
  }
}
