import type { GroupSample } from '../monitoring/sources';
import type { Groups } from './groups';

/** "Available metrics and dimensions for Amazon EC2 Auto Scaling", without those of warm pools. */
export const GROUP_METRICS = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupStandbyInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
] as const;

/** What CloudWatch records of the groups whose metrics are collected. */
export function groupSamples(groups: Groups): readonly GroupSample[] {
  return groups.all.map(({ identity, group, enabledMetrics }) => ({
    ...identity,
    enabledMetrics,
    min: group.settings.minSize,
    max: group.settings.maxSize,
    desired: group.desired,
    ...group.counts,
  }));
}
