import { type Activity, causeTime } from './activity';
import { balance } from './balance';
import { ALL_PROTECTED, belowMinimum, capacityChanged, takenOut } from './causes';
import { activityInProgress, noSuchInstance, validationError } from './errors';
import { countInstances, type GroupCounts } from './group-counts';
import type { GroupInstance, HealthStatus } from './group-instance';
import type { GroupIdentity, GroupSettings } from './group-settings';
import { type ActionName, findAction, nextTimeout } from './held-instances';
import { type ActionResult, type LifecycleHook, prolong } from './lifecycle-hook';
import { isLeaving } from './lifecycle-state';
import { Members } from './members';
import type { GroupSurroundings } from './surroundings';

/** How long a group waits after a failed launch before it tries again. An assumption: AWS doesn't publish it. */
export const LAUNCH_RETRY_SECONDS = 60;

/**
 * One Auto Scaling group as a state machine: no I/O, no clock. It holds as many instances as are desired: what it lacks
 * it has launched, what is too much it has terminated. Whoever owns it calls {@link advance} at {@link nextDeadline}.
 */
export class ScalingGroup {
  readonly members: Members;
  /** Instances beyond the desired capacity that an instance refresh has for a while. */
  surge = 0;
  private current: GroupSettings;
  private wanted = 0;
  private whyWanted = '';
  private deleting = false;
  private retryAt: number | undefined;
  private cooldownEnds = Number.NEGATIVE_INFINITY;
  /** The capacity that could not be reached because of protected instances: said once. */
  private outOfReach: number | undefined;

  constructor(
    readonly identity: GroupIdentity,
    settings: GroupSettings,
    private readonly around: GroupSurroundings,
  ) {
    this.current = settings;
    this.members = new Members(this, around);
  }

  get settings(): GroupSettings {
    return this.current;
  }

  get desired(): number {
    return this.wanted;
  }

  get counts(): GroupCounts {
    return countInstances(this.members.values());
  }

  get instances(): readonly GroupInstance[] {
    return this.members.all;
  }

  get isDeleting(): boolean {
    return this.deleting;
  }

  /** Until then, in milliseconds since 1970, simple scaling and what honors the cooldown are refused. */
  get cooldownUntil(): number {
    return this.cooldownEnds;
  }

  /** When something happens by itself: a lifecycle hook's timeout, or another try to launch. */
  get nextDeadline(): number | undefined {
    const timeout = nextTimeout(this.members.values())?.action.deadline;
    if (this.retryAt === undefined) return timeout;
    return Math.min(timeout ?? Number.POSITIVE_INFINITY, this.retryAt);
  }

  /** Lets everything happen that is due until `now`, in order. */
  advance(now: number): void {
    for (;;) {
      const next = nextTimeout(this.members.values());
      if (next === undefined || next.action.deadline > now) break;
      const { instance, action } = next;
      const { deadline } = action;
      this.around.observer.actionEnded(this, instance, action, 'timeout', deadline);
      this.members.settle(instance, action, action.hook.defaultResult, deadline);
      this.reconcile(deadline);
    }
    if (this.retryAt !== undefined && this.retryAt <= now) {
      this.retryAt = undefined;
      this.reconcile(now);
    }
  }

  /** New settings. A desired capacity that they no longer allow moves to the nearest one that they do. */
  configure(settings: GroupSettings, now: number): void {
    this.advance(now);
    this.current = settings;
    const within = Math.min(Math.max(this.wanted, settings.minSize), settings.maxSize);
    this.changeWanted(within, 'a user request update of AutoScalingGroup constraints', now);
    this.reconcile(now);
  }

  /**
   * @param cause what changes it, as it stands in the activities
   * @throws ValidationError when it is below the minimum or above the maximum size
   */
  setDesired(capacity: number, cause: string, now: number, honorCooldown = false): void {
    this.advance(now);
    this.checkCapacity(capacity);
    if (honorCooldown && now < this.cooldownEnds) {
      throw activityInProgress(
        `The group ${this.identity.name} is in its cooldown until ${causeTime(this.cooldownEnds)}.`,
      );
    }
    this.changeWanted(capacity, cause, now);
    this.reconcile(now);
  }

  /** @param seconds beginning at `now`; a cooldown that lasts longer stays */
  startCooldown(seconds: number, now: number): void {
    this.cooldownEnds = Math.max(this.cooldownEnds, now + seconds * 1000);
  }

  /** EC2 says that the instance runs. It comes into service, or hooks for launching hold it. */
  instanceRunning(id: string, now: number): void {
    this.advance(now);
    const instance = this.members.find(id);
    if (instance !== undefined) this.members.running(instance, now);
  }

  /** EC2 could not launch it. The group tries again after {@link LAUNCH_RETRY_SECONDS}. */
  launchFailed(id: string, message: string, now: number): void {
    this.advance(now);
    const instance = this.members.find(id);
    if (instance === undefined) return;
    this.members.launchFailed(instance, message, now);
    this.retryAt = now + LAUNCH_RETRY_SECONDS * 1000;
  }

  /** EC2 says that the instance is gone: because the group wanted it, or by itself (a Spot interruption, a crash). */
  instanceGone(id: string, now: number): void {
    this.advance(now);
    const instance = this.members.find(id);
    if (instance === undefined) return;
    this.members.remove(instance, now);
    this.reconcile(now);
  }

  /** An unhealthy instance is replaced, unless `ReplaceUnhealthy` is suspended. */
  setHealth(id: string, health: HealthStatus, now: number, respectGracePeriod = true): void {
    this.advance(now);
    const instance = this.instance(id);
    const grace = this.current.healthCheckGracePeriod * 1000;
    const inGrace = instance.inServiceAt === undefined || now < instance.inServiceAt + grace;
    if (health === 'Unhealthy' && respectGracePeriod && grace > 0 && inGrace) return;
    instance.health = health;
    this.reconcile(now);
  }

  /** @throws ValidationError when one of them is not in the group or already on its way out; then none is changed */
  setProtection(ids: readonly string[], isProtected: boolean, now: number): void {
    this.advance(now);
    const instances = ids.map((id) => this.instance(id));
    for (const { id, state } of instances) {
      if (!isLeaving(state)) continue;
      throw validationError(`The instance ${id} is not in InService or EnteringStandby or Standby.`);
    }
    for (const instance of instances) instance.protectedFromScaleIn = isProtected;
    // What could not be scaled in for its protection can be now.
    this.reconcile(now);
  }

  /** Terminates one instance, protected or not. Another one takes its place unless the capacity goes down with it. */
  terminate(id: string, decrement: boolean, now: number): Activity {
    this.advance(now);
    const instance = this.instance(id);
    if (isLeaving(instance.state)) throw activityInProgress(`The instance ${id} is being terminated already.`);
    if (decrement) this.decrement(now);
    const activity = this.members.release(instance, takenOut('in response to a user request', now), now);
    this.reconcile(now);
    return activity;
  }

  enterStandby(ids: readonly string[], decrement: boolean, now: number): void {
    this.advance(now);
    const instances = ids.map((id) => this.instance(id));
    for (const instance of instances) {
      if (instance.state !== 'InService') throw validationError(`The instance ${instance.id} is not in InService.`);
      if (decrement) this.decrement(now);
      this.members.move(instance, 'EnteringStandby', now);
      this.members.move(instance, 'Standby', now);
      const cause = `At ${causeTime(now)} instance ${instance.id} was moved to standby in response to a user request.`;
      this.members.note(`Moving EC2 instance to Standby: ${instance.id}`, cause, 'Successful', now);
    }
    this.reconcile(now);
  }

  /** The desired capacity grows by them. */
  exitStandby(ids: readonly string[], now: number): void {
    this.advance(now);
    const instances = ids.map((id) => this.instance(id));
    for (const instance of instances) {
      if (instance.state !== 'Standby') throw validationError(`The instance ${instance.id} is not in Standby.`);
    }
    this.checkCapacity(this.wanted + instances.length);
    for (const instance of instances) this.members.leaveStandby(instance, now);
    this.changeWanted(this.wanted + instances.length, 'a user request to move instances out of standby', now);
    for (const instance of instances) this.members.running(instance, now);
  }

  /** @throws ValidationError when no such action waits */
  completeAction(name: ActionName, result: ActionResult, now: number): void {
    this.advance(now);
    const { instance, action } = findAction(this.members.values(), name);
    this.around.observer.actionEnded(this, instance, action, result, now);
    this.members.settle(instance, action, result, now);
    this.reconcile(now);
  }

  /** @throws ValidationError when no such action waits */
  heartbeat(name: ActionName, now: number): void {
    this.advance(now);
    prolong(findAction(this.members.values(), name).action, now);
  }

  /** "DeleteLifecycleHook": what waits for it goes on, with ABANDON where it launches and CONTINUE where it ends. */
  deleteHook(hook: LifecycleHook, now: number): void {
    this.advance(now);
    this.members.held.delete(hook.name);
    const result = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'ABANDON' : 'CONTINUE';
    for (const instance of this.instances) {
      const action = instance.waitingFor.find((waiting) => waiting.hook.name === hook.name);
      if (action !== undefined) this.members.settle(instance, action, result, now);
    }
    this.reconcile(now);
  }

  /** Launches what is missing since somebody else took instances out. */
  fill(now: number): void {
    this.advance(now);
    this.reconcile(now);
  }

  /** The group is deleted by force: everything ends at once, no hook is waited for. */
  empty(now: number): void {
    this.deleting = true;
    this.retryAt = undefined;
    this.changeWanted(0, 'a user request to delete the group', now);
    for (const instance of this.instances) {
      const cause = takenOut('because its group is being deleted', now);
      if (!isLeaving(instance.state)) this.members.release(instance, cause, now, false);
      else if (instance.state === 'Terminating:Wait') this.members.proceedToEnd(instance, now);
    }
  }

  private instance(id: string): GroupInstance {
    const instance = this.members.find(id);
    if (instance === undefined) throw noSuchInstance(id, this.identity.name);
    return instance;
  }

  private checkCapacity(capacity: number): void {
    const { minSize, maxSize } = this.current;
    if (capacity >= minSize && capacity <= maxSize) return;
    const beyond = capacity > maxSize ? `above max value ${maxSize}` : `below min value ${minSize}`;
    throw validationError(
      `New SetDesiredCapacity value ${capacity} is ${beyond} for the AutoScalingGroup ${this.identity.name}.`,
    );
  }

  private decrement(now: number): void {
    const { minSize } = this.current;
    if (this.wanted <= minSize) throw validationError(belowMinimum(minSize));
    this.changeWanted(this.wanted - 1, 'a user request to take an instance out of the group', now);
  }

  private changeWanted(capacity: number, cause: string, now: number): void {
    if (capacity === this.wanted) return;
    const previous = this.wanted;
    this.wanted = capacity;
    this.whyWanted = capacityChanged(cause, previous, capacity, now);
    this.outOfReach = undefined;
    this.around.observer.desiredChanged(this, previous, cause, now);
  }

  private reconcile(now: number): void {
    if (this.deleting) return;
    const wanted = { capacity: this.wanted + this.surge, why: this.whyWanted, launches: this.retryAt === undefined };
    if (balance(this.members, this.current, wanted, now) || this.outOfReach === this.wanted) return;
    this.outOfReach = this.wanted;
    this.members.note(ALL_PROTECTED, this.whyWanted.trimEnd(), 'Failed', now, ALL_PROTECTED);
  }
}
