import { takenOut } from './causes';
import type { GroupInstance } from './group-instance';
import { isWarmingUp } from './group-instance';
import type { ScalingGroup } from './scaling-group';

export type RefreshStatus = 'Pending' | 'InProgress' | 'Successful' | 'Cancelled';

export interface RefreshPreferences {
  /** Percent of the desired capacity that stays in service. */
  readonly minHealthyPercentage: number;
  /** Seconds until a new instance counts as healthy. */
  readonly instanceWarmup: number;
  /** Whether instances that have the wanted launch template already stay. */
  readonly skipMatching: boolean;
}

/**
 * "Use an instance refresh to update instances in an Auto Scaling group": replaces the instances that were there when
 * it began, a few at a time, through the same lifecycle hooks as a scale-in.
 */
export class InstanceRefresh {
  status: RefreshStatus = 'InProgress';
  ended: number | undefined;
  private readonly outdated: Set<string>;
  readonly toReplace: number;

  constructor(
    readonly id: string,
    readonly started: number,
    private readonly group: ScalingGroup,
    readonly preferences: RefreshPreferences,
  ) {
    const { templateVersion } = group.settings;
    const old = group.members.counted.filter(
      (instance) => !preferences.skipMatching || instance.templateVersion !== templateVersion,
    );
    this.outdated = new Set(old.map(({ id: instanceId }) => instanceId));
    this.toReplace = this.outdated.size;
  }

  get percentageComplete(): number {
    if (this.status === 'Successful' || this.toReplace === 0) return 100;
    return Math.floor((100 * (this.toReplace - this.remaining.length)) / this.toReplace);
  }

  get remaining(): readonly GroupInstance[] {
    return this.group.members.counted.filter(({ id }) => this.outdated.has(id));
  }

  cancel(now: number): void {
    this.status = 'Cancelled';
    this.ended = now;
  }

  /** Takes the next instances out, as many as may be missing. Asked again whenever an instance changes, or warmed up. */
  step(now: number): void {
    if (this.status !== 'InProgress' || this.group.settings.suspended.has('InstanceRefresh')) return;
    const { desired, members } = this.group;
    const healthy = members.counted.filter((instance) => this.isHealthy(instance, now));
    const { remaining } = this;
    if (remaining.length === 0 && healthy.length >= desired) {
      this.status = 'Successful';
      this.ended = now;
      return;
    }
    // At least one, or it would never end: as AWS does where the percentage leaves no room.
    const missing = Math.max(1, Math.floor(desired * (1 - this.preferences.minHealthyPercentage / 100)));
    const may = missing - (desired - healthy.length);
    for (const instance of remaining.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn).slice(0, may)) {
      members.release(instance, takenOut('in response to an instance refresh', now), now);
    }
    this.group.fill(now);
  }

  /** When the youngest instance has warmed up, and the next step can be taken. */
  nextStep(now: number): number | undefined {
    if (this.status !== 'InProgress') return undefined;
    const times = this.group.members.counted.flatMap((instance) => {
      const { inServiceAt } = instance;
      if (inServiceAt === undefined || this.isHealthy(instance, now)) return [];
      return [inServiceAt + this.preferences.instanceWarmup * 1000];
    });
    return times.length === 0 ? undefined : Math.min(...times);
  }

  private isHealthy(instance: GroupInstance, now: number): boolean {
    if (instance.state !== 'InService') return false;
    return this.outdated.has(instance.id) || !isWarmingUp(instance, this.preferences.instanceWarmup, now);
  }
}
