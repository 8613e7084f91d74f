import { selected, started, takenOut } from './causes';
import type { GroupSettings, ScalingProcess } from './group-settings';
import type { Members } from './members';
import { chooseVictim } from './termination-policy';

export interface Wanted {
  readonly capacity: number;
  /** What last changed it, for the causes of the activities that follow. */
  readonly why: string;
  /** Whether a launch may be tried now: not while the group waits after one that failed. */
  readonly launches: boolean;
}

/**
 * Launches what is missing, terminates what is ill or too much, as far as no process is suspended.
 * Returns false when instances that are protected from scale-in keep the group above what is wanted.
 */
export function balance(members: Members, settings: GroupSettings, wanted: Wanted, now: number): boolean {
  const runs = (process: ScalingProcess) => !settings.suspended.has(process);
  if (runs('ReplaceUnhealthy') && runs('Terminate')) releaseUnhealthy(members, now);
  const count = members.counted.length;
  if (count > wanted.capacity) return !runs('Terminate') || scaleIn(members, settings, wanted, now);
  if (count < wanted.capacity && wanted.launches && runs('Launch')) {
    const cause = started(wanted.why, count, wanted.capacity, now);
    for (let index = count; index < wanted.capacity; index++) members.launch(settings, cause, now);
  }
  return true;
}

function releaseUnhealthy(members: Members, now: number): void {
  for (const instance of members.counted) {
    if (instance.health === 'Healthy') continue;
    members.release(instance, takenOut('in response to a health check that found it unhealthy', now), now);
  }
}

function scaleIn(members: Members, { terminationPolicies }: GroupSettings, wanted: Wanted, now: number): boolean {
  const from = members.counted.length;
  for (let left = from - wanted.capacity; left > 0; left--) {
    const { counted } = members;
    // On its way into service or there already: AWS names no order between the two.
    const candidates = counted.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn);
    const victim = chooseVictim(candidates, counted, terminationPolicies, now);
    if (victim === undefined) return false;
    members.release(victim, selected(wanted.why, victim.id, from, wanted.capacity, now), now);
  }
  return true;
}
