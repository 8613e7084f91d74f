import {
  type GroupInstance,
  type GroupSettings,
  type LifecycleAction,
  type LifecycleHook,
  ScalingGroup,
} from '../../services/autoscaling/model';
import type { GroupSample } from '../../services/monitoring/sources';
import type { Chance } from '../chance';
import type { World } from '../scenario';
import { PLACE } from '../simulated-queue';
import { INTERRUPTION_NOTICE, type Machine } from './machine';

/** What a group is made with. */
export interface GroupPlan {
  readonly name: string;
  readonly settings: GroupSettings;
  readonly desired: number;
  readonly hooks: readonly LifecycleHook[];
  /** Group metrics that are collected, such as `GroupInServiceInstances`. */
  readonly enabledMetrics: ReadonlySet<string>;
  /** Seconds that a worker may take to end what it has; without a hook for terminating nobody waits for it. */
  readonly drainBudget: number;
}

/** Seconds between two looks of a worker at its instance's metadata, the length of a long poll, and of a heartbeat. */
const NOTICE_INTERVAL = 5;
const WAIT_TIME = 20;
const HEARTBEAT_INTERVAL = 20;
/** Before a Spot instance's end, `runWorker` has given back what it could not finish. */
const SPOT_MARGIN = 10;

/**
 * The local cloud's own Auto Scaling group, over instances that are models: they take their time to boot, their workers
 * answer the group's lifecycle hooks, and Spot takes them back.
 */
export class SimulatedGroup {
  readonly group: ScalingGroup;
  private readonly chance: Chance;
  private lastId = 0;
  /** Spot takes them back: a worker that comes up there sees that before it receives. */
  private readonly interrupted = new Set<string>();
  private wakeAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly world: World,
    private readonly plan: GroupPlan,
    private readonly machine: Machine,
  ) {
    this.chance = world.chance.fork('instances');
    this.group = new ScalingGroup({ ...PLACE, name: plan.name }, plan.settings, {
      supply: {
        launch: (_order, now) => this.launch(now),
        terminate: (id, now) => this.terminate(id, now),
      },
      observer: {
        instanceChanged: () => undefined,
        actionBegan: (_group, instance, action, now) => this.held(instance, action, now),
        actionEnded: () => undefined,
        desiredChanged: () => undefined,
      },
      nextId: () => {
        this.lastId += 1;
        return `id-${this.lastId}`;
      },
    });
    for (const hook of plan.hooks) this.group.members.held.put(hook);
    this.setDesired(plan.desired, world.agenda.now);
  }

  /** Moves to the nearest capacity that the group's limits allow. */
  setDesired(capacity: number, now: number): void {
    const { minSize, maxSize } = this.plan.settings;
    this.act((time) => {
      this.group.setDesired(Math.min(Math.max(capacity, minSize), maxSize), 'the simulation', time);
    }, now);
  }

  sample(): GroupSample {
    const { group, plan } = this;
    const { minSize: min, maxSize: max } = plan.settings;
    return {
      ...PLACE,
      name: plan.name,
      enabledMetrics: plan.enabledMetrics,
      min,
      max,
      desired: group.desired,
      ...group.counts,
    };
  }

  /** Whatever changes the group goes through here: afterwards it may have a deadline to be woken at. */
  act(change: (now: number) => void, now: number): void {
    change(now);
    const due = this.group.nextDeadline ?? Number.POSITIVE_INFINITY;
    if (due >= this.wakeAt) return;
    this.wakeAt = due;
    this.world.agenda.at(due, (later) => {
      this.wakeAt = Number.POSITIVE_INFINITY;
      this.act((time) => this.group.advance(time), later);
    });
  }

  private later(seconds: number, now: number, change: (now: number) => void): void {
    this.world.agenda.at(now + seconds * 1000, (later) => this.act(change, later));
  }

  private launch(now: number): string {
    const { fleet } = this.world;
    const { machine, chance, group } = this;
    const { id } = fleet.launch(now);
    const boot = machine.bootTime === 0 ? 0 : chance.lognormal(machine.bootTime, machine.bootVariation);
    this.later(Math.min(machine.runningAfter, boot), now, (time) => group.instanceRunning(id, time));
    this.later(boot, now, (time) => {
      if (this.interrupted.has(id)) return;
      fleet.ready(id, time);
      // The worker itself says that it is in service.
      this.answer(id, 'autoscaling:EC2_INSTANCE_LAUNCHING', time);
    });
    if (machine.interruptionsPerHour > 0) {
      this.later(chance.exponential(3600 / machine.interruptionsPerHour), now, (time) => this.interrupt(id, time));
    }
    return id;
  }

  private terminate(id: string, now: number): void {
    this.world.fleet.end(id, now);
    this.later(this.machine.shutdownTime, now, (time) => this.group.instanceGone(id, time));
  }

  private held({ id }: GroupInstance, { hook }: LifecycleAction, now: number): void {
    if (hook.transition !== 'autoscaling:EC2_INSTANCE_TERMINATING') return;
    this.later(this.chance.number() * NOTICE_INTERVAL, now, (noticed) => {
      this.beat(id, hook, noticed);
      this.drain(id, this.plan.drainBudget, noticed, (done) => this.answer(id, hook.transition, done));
    });
  }

  /** Workers end at the latest with the long poll that is outstanding. */
  private drain(id: string, budget: number, now: number, done: (now: number) => void): void {
    const poll = this.chance.number() * WAIT_TIME;
    this.world.fleet.drain(id, budget, now, (idle) => this.later(Math.max(0, poll - (idle - now) / 1000), idle, done));
  }

  /** A worker that drains prolongs the hook's wait. */
  private beat(id: string, hook: LifecycleHook, now: number): void {
    if (!this.isHeld(id, hook.transition)) return;
    this.group.heartbeat({ hookName: hook.name, instanceId: id }, now);
    this.later(HEARTBEAT_INTERVAL, now, (later) => this.beat(id, hook, later));
  }

  private answer(id: string, transition: LifecycleHook['transition'], now: number): void {
    const action = this.actions(id).find(({ hook }) => hook.transition === transition);
    if (action === undefined) return;
    this.group.completeAction({ hookName: action.hook.name, instanceId: id }, 'CONTINUE', now);
    this.answer(id, transition, now);
  }

  private isHeld(id: string, transition: LifecycleHook['transition']): boolean {
    return this.actions(id).some(({ hook }) => hook.transition === transition);
  }

  private actions(id: string): readonly LifecycleAction[] {
    return this.group.instances.find((instance) => instance.id === id)?.waitingFor ?? [];
  }

  private interrupt(id: string, now: number): void {
    this.interrupted.add(id);
    this.drain(id, INTERRUPTION_NOTICE - SPOT_MARGIN, now, () => undefined);
    this.later(INTERRUPTION_NOTICE, now, (time) => {
      this.world.fleet.end(id, time);
      this.group.instanceGone(id, time);
    });
  }
}
