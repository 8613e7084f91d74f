import { type Activity, ActivityLog, endActivity } from './activity';
import { takenOut } from './causes';
import type { GroupInstance } from './group-instance';
import type { GroupSettings } from './group-settings';
import { HeldInstances } from './held-instances';
import type { ActionResult, LifecycleAction, LifecycleTransition } from './lifecycle-hook';
import { isLeaving, isPending, type LifecycleState } from './lifecycle-state';
import type { ScalingGroup } from './scaling-group';
import type { GroupSurroundings } from './surroundings';
import { chooseZone } from './termination-policy';

/** The instances of a group, and the steps that each of them takes. How many there should be is the group's affair. */
export class Members {
  readonly held: HeldInstances;
  readonly activities = new ActivityLog();
  private readonly byId = new Map<string, GroupInstance>();

  constructor(
    private readonly group: ScalingGroup,
    private readonly around: GroupSurroundings,
  ) {
    this.held = new HeldInstances(around.nextId);
  }

  get all(): readonly GroupInstance[] {
    return [...this.byId.values()];
  }

  find(id: string): GroupInstance | undefined {
    return this.byId.get(id);
  }

  values(): Iterable<GroupInstance> {
    return this.byId.values();
  }

  /** Those that the desired capacity counts: launched and not on the way out. */
  get counted(): readonly GroupInstance[] {
    return this.all.filter(({ state }) => state === 'InService' || isPending(state));
  }

  launch(
    { availabilityZones, templateVersion, newInstancesProtectedFromScaleIn }: GroupSettings,
    cause: string,
    now: number,
  ): void {
    const availabilityZone = chooseZone(availabilityZones, this.counted);
    const id = this.around.supply.launch({ group: this.group, availabilityZone, templateVersion }, now);
    const instance: GroupInstance = {
      id,
      availabilityZone,
      templateVersion,
      launchedAt: now,
      state: 'Pending',
      health: 'Healthy',
      protectedFromScaleIn: newInstancesProtectedFromScaleIn,
      inServiceAt: undefined,
      waitingFor: [],
      activity: this.begin(`Launching a new EC2 instance: ${id}`, cause, 'PreInService', now),
    };
    this.byId.set(id, instance);
    // It did not exist before: what it was is what it is.
    this.around.observer.instanceChanged(this.group, instance, instance.state, now);
  }

  /** EC2 says that it runs: it comes into service, or hooks hold it. */
  running(instance: GroupInstance, now: number): void {
    if (instance.state !== 'Pending') return;
    if (!this.hold(instance, 'autoscaling:EC2_INSTANCE_LAUNCHING', now)) this.enterService(instance, now);
  }

  launchFailed(instance: GroupInstance, message: string, now: number): void {
    this.byId.delete(instance.id);
    if (instance.activity !== undefined) endActivity(instance.activity, 'Failed', now, message);
  }

  /** Takes an instance out: hooks for terminating hold it first, unless there is nothing left to wait for. */
  release(instance: GroupInstance, cause: string, now: number, hooks = true): Activity {
    if (isPending(instance.state)) this.endLaunch(instance, now);
    instance.waitingFor = [];
    const activity = this.begin(`Terminating EC2 instance: ${instance.id}`, cause, 'InProgress', now);
    instance.activity = activity;
    this.move(instance, 'Terminating', now);
    if (!hooks || !this.hold(instance, 'autoscaling:EC2_INSTANCE_TERMINATING', now)) {
      this.around.supply.terminate(instance.id, now);
    }
    return activity;
  }

  /** The instance is no more. */
  remove(instance: GroupInstance, now: number): void {
    instance.waitingFor = [];
    if (!isLeaving(instance.state)) {
      instance.health = 'Unhealthy';
      if (isPending(instance.state)) this.endLaunch(instance, now);
      const cause = takenOut('in response to an EC2 health check indicating it has been terminated or stopped', now);
      instance.activity = this.begin(`Terminating EC2 instance: ${instance.id}`, cause, 'InProgress', now);
      this.move(instance, 'Terminating', now);
    }
    this.move(instance, 'Terminated', now);
    this.byId.delete(instance.id);
    if (instance.activity !== undefined) endActivity(instance.activity, 'Successful', now);
  }

  /** A hook was answered, or nobody answered it in time. */
  settle(instance: GroupInstance, action: LifecycleAction, result: ActionResult, now: number): void {
    instance.waitingFor = result === 'ABANDON' ? [] : instance.waitingFor.filter((waiting) => waiting !== action);
    if (instance.waitingFor.length > 0) return;
    if (instance.state === 'Terminating:Wait') this.proceedToEnd(instance, now);
    else if (result === 'ABANDON') {
      const cause = takenOut(`because its launch was abandoned by the lifecycle hook ${action.hook.name}`, now);
      this.release(instance, cause, now);
    } else {
      this.move(instance, 'Pending:Proceed', now);
      this.enterService(instance, now);
    }
  }

  proceedToEnd(instance: GroupInstance, now: number): void {
    instance.waitingFor = [];
    if (instance.activity !== undefined) instance.activity.status = 'InProgress';
    this.move(instance, 'Terminating:Proceed', now);
    this.around.supply.terminate(instance.id, now);
  }

  move(instance: GroupInstance, state: LifecycleState, now: number): void {
    const previous = instance.state;
    instance.state = state;
    this.around.observer.instanceChanged(this.group, instance, previous, now);
  }

  /** Back from standby it goes through the hooks for launching, as a new instance does. */
  leaveStandby(instance: GroupInstance, now: number): void {
    this.move(instance, 'Pending', now);
  }

  /** A step that was over as soon as it began, or could not be taken. */
  note(description: string, cause: string, status: 'Successful' | 'Failed', now: number, message?: string): void {
    endActivity(this.begin(description, cause, 'InProgress', now), status, now, message);
  }

  private begin(description: string, cause: string, status: Activity['status'], now: number): Activity {
    return this.activities.begin({ id: this.around.nextId(), description, cause, start: now, status });
  }

  private hold(instance: GroupInstance, transition: LifecycleTransition, now: number): boolean {
    const actions = this.held.hold(instance, transition, now);
    if (actions.length === 0) return false;
    const launching = transition === 'autoscaling:EC2_INSTANCE_LAUNCHING';
    if (instance.activity !== undefined) instance.activity.status = 'MidLifecycleAction';
    this.move(instance, launching ? 'Pending:Wait' : 'Terminating:Wait', now);
    for (const action of actions) this.around.observer.actionBegan(this.group, instance, action, now);
    return true;
  }

  private enterService(instance: GroupInstance, now: number): void {
    instance.inServiceAt = now;
    if (instance.activity !== undefined) endActivity(instance.activity, 'Successful', now);
    instance.activity = undefined;
    this.move(instance, 'InService', now);
  }

  private endLaunch({ activity }: GroupInstance, now: number): void {
    if (activity !== undefined)
      endActivity(activity, 'Cancelled', now, 'The instance was taken out before it came into service.');
  }
}
