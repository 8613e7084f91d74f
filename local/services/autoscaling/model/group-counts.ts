import type { GroupInstance } from './group-instance';
import { isLeaving, isPending } from './lifecycle-state';

/** What the group metrics of CloudWatch count. */
export interface GroupCounts {
  readonly pending: number;
  readonly inService: number;
  readonly standby: number;
  readonly terminating: number;
  readonly total: number;
}

export function countInstances(instances: Iterable<GroupInstance>): GroupCounts {
  const counts = { pending: 0, inService: 0, standby: 0, terminating: 0, total: 0 };
  for (const { state } of instances) {
    counts.total += 1;
    if (state === 'InService') counts.inService += 1;
    else if (isPending(state)) counts.pending += 1;
    else if (isLeaving(state)) counts.terminating += 1;
    else counts.standby += 1;
  }
  return counts;
}
