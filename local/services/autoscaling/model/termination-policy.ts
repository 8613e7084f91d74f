import type { GroupInstance } from './group-instance';

/** "Configure termination policies for Amazon EC2 Auto Scaling", without the custom ones, which are Lambda functions. */
export const TERMINATION_POLICIES = [
  'Default',
  'OldestInstance',
  'NewestInstance',
  'OldestLaunchTemplate',
  'OldestLaunchConfiguration',
  'ClosestToNextInstanceHour',
  'AllocationStrategy',
] as const;
export type TerminationPolicy = (typeof TERMINATION_POLICIES)[number];

const HOUR_MS = 3_600_000;

type Comparison = (a: GroupInstance, b: GroupInstance, now: number) => number;

const launched: Comparison = (a, b) => a.launchedAt - b.launchedAt;
const oldestTemplate: Comparison = (a, b) => Number(a.templateVersion) - Number(b.templateVersion) || 0;
const closestToHour: Comparison = (a, b, now) => untilNextHour(a, now) - untilNextHour(b, now);
// All instances come from one launch template, and a group of one instance type has one allocation.
const noPreference: Comparison = () => 0;

const COMPARISONS: Readonly<Record<TerminationPolicy, Comparison>> = {
  Default: (a, b, now) => oldestTemplate(a, b, now) || closestToHour(a, b, now),
  OldestInstance: launched,
  NewestInstance: (a, b, now) => -launched(a, b, now),
  OldestLaunchTemplate: oldestTemplate,
  OldestLaunchConfiguration: noPreference,
  ClosestToNextInstanceHour: closestToHour,
  AllocationStrategy: noPreference,
};

/**
 * Which of the candidates goes first. Whatever the policies say, the Availability Zone with the most instances gives
 * one up first, so that the group stays balanced; the policies decide within it, the first that tells two apart.
 * Where AWS then takes one at random, it is the lowest id, which is random too.
 */
export function chooseVictim(
  candidates: readonly GroupInstance[],
  all: readonly GroupInstance[],
  policies: readonly TerminationPolicy[],
  now: number,
): GroupInstance | undefined {
  const inZone = countByZone(all);
  const size = ({ availabilityZone }: GroupInstance) => inZone.get(availabilityZone) ?? 0;
  let victim: GroupInstance | undefined;
  for (const candidate of candidates) {
    if (victim === undefined) victim = candidate;
    else {
      const order = size(victim) - size(candidate) || compare(candidate, victim, policies, now);
      if (order < 0 || (order === 0 && candidate.id < victim.id)) victim = candidate;
    }
  }
  return victim;
}

/** The zone with the fewest instances, the first of those named. */
export function chooseZone(zones: readonly string[], all: readonly GroupInstance[]): string {
  const inZone = countByZone(all);
  const [first = '', ...others] = zones;
  return others.reduce((best, zone) => ((inZone.get(zone) ?? 0) < (inZone.get(best) ?? 0) ? zone : best), first);
}

function compare(a: GroupInstance, b: GroupInstance, policies: readonly TerminationPolicy[], now: number): number {
  for (const policy of policies.length === 0 ? (['Default'] as const) : policies) {
    const order = COMPARISONS[policy](a, b, now);
    if (order !== 0) return order;
  }
  return 0;
}

function countByZone(instances: readonly GroupInstance[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { availabilityZone: zone } of instances) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return counts;
}

function untilNextHour({ launchedAt }: GroupInstance, now: number): number {
  return HOUR_MS - ((now - launchedAt) % HOUR_MS);
}
