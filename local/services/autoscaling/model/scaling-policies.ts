import { adjusted } from './capacity';
import { activityInProgress } from './errors';
import { isWarmingUp } from './group-instance';
import { isPending } from './lifecycle-state';
import type { ScalingGroup } from './scaling-group';
import type {
  Breach,
  Proposal,
  ScalingPolicy,
  SimpleScalingPolicy,
  StepScalingPolicy,
  TargetTrackingPolicy,
} from './scaling-policy';
import { stepOf } from './step-scaling';
import { TARGET_TRACKING, type TargetTrackingAssumptions, trackedCapacity } from './target-tracking';

/** What woke a policy, as it stands in the cause of an activity. */
export interface Trigger {
  readonly policy: ScalingPolicy;
  readonly breach: Breach;
  /** The alarm's name, or undefined for `ExecutePolicy`. */
  readonly alarmName?: string;
}

/**
 * A group's scaling policies. Alarms that go off in the same minute are taken with {@link take} and decided together:
 * the largest capacity wins. "How multiple scaling policies work together".
 */
export class ScalingPolicies {
  private readonly policies = new Map<string, ScalingPolicy>();
  private taken: Trigger[] = [];

  constructor(
    private readonly group: ScalingGroup,
    private readonly assumptions: TargetTrackingAssumptions = TARGET_TRACKING,
  ) {}

  get all(): readonly ScalingPolicy[] {
    return [...this.policies.values()];
  }

  find(name: string): ScalingPolicy | undefined {
    return this.policies.get(name);
  }

  put(policy: ScalingPolicy): void {
    this.policies.set(policy.name, policy);
  }

  delete(name: string): void {
    this.policies.delete(name);
  }

  /** An alarm is in ALARM and names this policy. Nothing happens before {@link decide}. */
  take(trigger: Trigger): void {
    if (trigger.policy.enabled && !this.group.settings.suspended.has('AlarmNotification')) this.taken.push(trigger);
  }

  /** Carries out what has been taken. Returns the proposal that won, or undefined when the capacity stays. */
  decide(now: number): Proposal | undefined {
    const taken = this.taken;
    this.taken = [];
    this.group.advance(now);
    const proposals = taken.flatMap((trigger) => {
      const capacity = this.propose(trigger.policy, trigger.breach, now);
      return capacity === undefined ? [] : [{ ...trigger, capacity }];
    });
    const { desired } = this.group;
    const outward = proposals.filter(({ capacity }) => capacity > desired);
    const inward = this.scaleInAllowed(now, proposals) ? proposals.filter(({ capacity }) => capacity < desired) : [];
    const [first, ...others] = outward.length > 0 ? outward : inward;
    if (first === undefined) return undefined;
    const winner = others.reduce((best, next) => (next.capacity > best.capacity ? next : best), first);
    this.carryOut(winner, winner.capacity, now);
    return winner;
  }

  /**
   * `ExecutePolicy`: at once, whatever the alarms say.
   * @throws ScalingActivityInProgress during the cooldown when that is honored
   */
  execute(policy: SimpleScalingPolicy | StepScalingPolicy, breach: Breach, now: number, honorCooldown: boolean): void {
    this.group.advance(now);
    if (honorCooldown && now < this.group.cooldownUntil) {
      throw activityInProgress(`The group ${this.group.identity.name} is in its cooldown.`);
    }
    const capacity = policy.type === 'SimpleScaling' ? this.simple(policy) : this.propose(policy, breach, now);
    if (capacity !== undefined && capacity !== this.group.desired) this.carryOut({ policy, breach }, capacity, now);
  }

  private carryOut({ policy, alarmName }: Trigger, capacity: number, now: number): void {
    const by =
      alarmName === undefined ? 'a user request executed' : `a monitor alarm ${alarmName} in state ALARM triggered`;
    this.group.setDesired(capacity, `${by} policy ${policy.name}`, now);
    if (policy.type === 'SimpleScaling') {
      this.group.startCooldown(policy.cooldown ?? this.group.settings.defaultCooldown, now);
    }
  }

  private propose(policy: ScalingPolicy, breach: Breach, now: number): number | undefined {
    switch (policy.type) {
      case 'SimpleScaling':
        // "Scaling cooldowns": a simple policy waits until the last activity is over, and for its cooldown.
        if (now < this.group.cooldownUntil || this.group.members.activities.inProgress) return undefined;
        return this.simple(policy);
      case 'StepScaling':
        return this.step(policy, breach, now);
      case 'TargetTrackingScaling':
        return this.track(policy, breach, now);
    }
  }

  private simple({ amount, adjustment }: SimpleScalingPolicy): number {
    return this.within(adjusted(this.group.desired, amount, adjustment));
  }

  private step(policy: StepScalingPolicy, breach: Breach, now: number): number | undefined {
    const step = stepOf(policy.steps, breach);
    if (step === undefined) return undefined;
    const { type } = policy.adjustment;
    if (type === 'ExactCapacity') return this.within(step.adjustment);
    return step.adjustment > 0
      ? this.outward(adjusted(this.settledCapacity(policy.warmup, now), step.adjustment, policy.adjustment))
      : this.inward(adjusted(this.capacityWithLeaving(), step.adjustment, policy.adjustment));
  }

  private track(policy: TargetTrackingPolicy, { metricValue }: Breach, now: number): number | undefined {
    if (metricValue === undefined) return undefined;
    const { target, disableScaleIn } = policy;
    if (metricValue > target) {
      return this.outward(trackedCapacity(this.settledCapacity(policy.warmup, now), metricValue, target));
    }
    if (disableScaleIn || metricValue >= target * this.assumptions.lowShare) return undefined;
    const { desired } = this.group;
    const needed = trackedCapacity(desired, metricValue, target);
    return this.inward(this.assumptions.scaleIn === 'one' ? Math.max(needed, desired - 1) : needed);
  }

  /**
   * "Step scaling policies", instance warmup: what still warms up is not part of the capacity that is added to, but of
   * what has been ordered. So an alarm that lasts does not order twice.
   */
  private settledCapacity(warmup: number | undefined, now: number): number {
    const { desired, members, settings } = this.group;
    const seconds = warmup ?? settings.defaultInstanceWarmup ?? settings.defaultCooldown;
    let warming = 0;
    for (const instance of members.values()) if (isWarmingUp(instance, seconds, now)) warming += 1;
    return Math.max(0, desired - warming);
  }

  /** The same page: while scaling in, instances that are terminating are part of the capacity, so that not too many go. */
  private capacityWithLeaving(): number {
    return this.group.desired + this.group.counts.terminating;
  }

  private outward(capacity: number): number {
    return this.within(Math.max(capacity, this.group.desired));
  }

  private inward(capacity: number): number {
    return this.within(Math.min(capacity, this.group.desired));
  }

  private within(capacity: number): number {
    const { minSize, maxSize } = this.group.settings;
    return Math.min(Math.max(capacity, minSize), maxSize);
  }

  /**
   * Scale-in does not start while instances are on their way in or warm up, and target tracking only scales in when all
   * target tracking policies that may would: "Target tracking scaling policies", multiple policies.
   */
  private scaleInAllowed(now: number, proposals: readonly Proposal[]): boolean {
    const { members, settings } = this.group;
    for (const instance of members.values()) {
      if (isPending(instance.state) || isWarmingUp(instance, settings.defaultInstanceWarmup ?? 0, now)) return false;
    }
    const tracking = proposals.filter(({ policy }) => policy.type === 'TargetTrackingScaling');
    if (tracking.length === 0) return true;
    const ready = new Set(tracking.map(({ policy }) => policy.name));
    return this.all.every(
      (policy) =>
        policy.type !== 'TargetTrackingScaling' || policy.disableScaleIn || !policy.enabled || ready.has(policy.name),
    );
  }
}
