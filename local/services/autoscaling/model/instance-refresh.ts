import { takenOut } from './causes';
import type { GroupInstance } from './group-instance';
import { isWarmingUp } from './group-instance';
import type { ScalingGroup } from './scaling-group';

export type RefreshStatus = 'Pending' | 'InProgress' | 'Successful' | 'Cancelled';

export interface RefreshPreferences {
  /** Percent of the desired capacity that stays in service. */
  readonly minHealthyPercentage: number;
  /** Percent of the desired capacity that may be there while it goes on: above 100 new ones come before old ones go. */
  readonly maxHealthyPercentage: number;
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
    this.end('Cancelled', now);
  }

  /** Takes the next instances out, as many as may be missing. Asked again whenever an instance changes, or warmed up. */
  step(now: number): void {
    if (this.status !== 'InProgress' || this.group.settings.suspended.has('InstanceRefresh')) return;
    const { desired, members } = this.group;
    const healthy = members.counted.filter((instance) => this.isHealthy(instance, now));
    const { remaining } = this;
    if (remaining.length === 0 && healthy.length >= desired) {
      this.end('Successful', now);
      return;
    }
    const { minHealthyPercentage, maxHealthyPercentage } = this.preferences;
    const share = (percent: number) => Math.floor((desired * percent) / 100);
    const room = share(100 - minHealthyPercentage);
    const more = maxHealthyPercentage > 100 ? Math.max(1, share(maxHealthyPercentage - 100)) : 0;
    // At least one moves at a time, or it would never end: as AWS does where the percentages leave no room.
    const missing = room === 0 && more === 0 ? 1 : room;
    this.group.surge = Math.min(more, remaining.length);
    const may = healthy.length - (desired - missing);
    const victims = remaining.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn).slice(0, Math.max(0, may));
    for (const instance of victims) members.release(instance, takenOut('in response to an instance refresh', now), now);
    this.group.surge = Math.min(more, this.remaining.length);
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

  private end(status: RefreshStatus, now: number): void {
    this.status = status;
    this.ended = now;
    this.group.surge = 0;
    this.group.fill(now);
  }

  private isHealthy(instance: GroupInstance, now: number): boolean {
    if (instance.state !== 'InService') return false;
    return this.outdated.has(instance.id) || !isWarmingUp(instance, this.preferences.instanceWarmup, now);
  }
}
