import type { Timer } from '../../kernel/clock';
import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { Fleet } from '../ec2/fleet';
import type { Router } from '../service';
import { groupArn } from './autoscaling-context';
import { GroupEvents } from './group-events';
import { type GroupRecord, type GroupTag, type HookRecord, type PolicyRecord, preferredInstance } from './group-record';
import {
  type GroupIdentity,
  type GroupSettings,
  type GroupSurroundings,
  type InstanceRefresh,
  ScalingGroup,
  ScalingPolicies,
  targetState,
} from './model';

export interface LiveGroupOptions {
  readonly kernel: Kernel;
  readonly router: Router;
  readonly fleet: Fleet;
  readonly random: Random;
}

/** One group in the running cloud: the state machine, its timer, and its instances at EC2. */
export class LiveGroup {
  readonly group: ScalingGroup;
  readonly policies: ScalingPolicies;
  readonly arn: string;
  readonly created: number;
  readonly hooks = new Map<string, HookRecord>();
  readonly policyRecords = new Map<string, PolicyRecord>();
  readonly refreshes: InstanceRefresh[] = [];
  readonly enabledMetrics = new Set<string>();
  tags = new Map<string, GroupTag>();
  private timer: Timer | undefined;
  private deciding = false;

  constructor(
    readonly identity: GroupIdentity,
    settings: Omit<GroupSettings, 'templateVersion'>,
    public record: GroupRecord,
    private readonly options: LiveGroupOptions,
  ) {
    const { kernel, random } = options;
    this.arn = groupArn(identity, random.uuid(), identity.name);
    this.created = kernel.clock.now();
    const templateVersion = options.fleet.template(identity, record.template).version;
    this.group = new ScalingGroup(identity, { ...settings, templateVersion }, this.surroundings());
    this.policies = new ScalingPolicies(this.group);
  }

  get now(): number {
    return this.options.kernel.clock.now();
  }

  /**
   * Everything that changes the group goes through here: the launch template's version is looked up first, as `$Latest`
   * may be another one by now, and afterwards the timer is set anew.
   */
  act<Result>(change: (now: number) => Result): Result {
    try {
      const { now } = this;
      this.followTemplate(now);
      const result = change(now);
      this.refreshes.at(-1)?.step(now);
      return result;
    } finally {
      this.schedule();
    }
  }

  configure(settings: Partial<GroupSettings>): void {
    this.act((now) => this.group.configure({ ...this.group.settings, ...settings }, now));
  }

  /** Decides what alarms of this moment ask for, once all of them have gone off. */
  decideSoon(): void {
    if (this.deciding) return;
    this.deciding = true;
    this.options.kernel.clock.at(this.now, 'work', () => {
      this.deciding = false;
      this.act((now) => this.policies.decide(now));
    });
  }

  stop(): void {
    this.timer?.cancel();
  }

  private followTemplate(now: number): void {
    if (this.group.isDeleting) return;
    const { version } = this.options.fleet.template(this.identity, this.record.template);
    const { settings } = this.group;
    if (version !== settings.templateVersion) this.group.configure({ ...settings, templateVersion: version }, now);
  }

  private schedule(): void {
    this.timer?.cancel();
    const times = [this.group.nextDeadline, this.refreshes.at(-1)?.nextStep(this.now)];
    const next = Math.min(...times.filter((time) => time !== undefined));
    if (!Number.isFinite(next)) return;
    this.timer = this.options.kernel.clock.at(next, 'work', () => this.act((now) => this.group.advance(now)));
  }

  private surroundings(): GroupSurroundings {
    const { kernel, fleet, random, router } = this.options;
    return {
      nextId: () => random.uuid(),
      observer: new GroupEvents(this, kernel, router),
      supply: {
        launch: ({ availabilityZone }) => {
          const { record, identity } = this;
          return fleet.launch(
            {
              place: identity,
              template: fleet.template(identity, record.template),
              ...preferredInstance(record),
              availabilityZone,
              subnetId: record.subnetIds.find((id) => fleet.zoneOf(identity, id) === availabilityZone),
              tags: this.instanceTags(),
              targetLifecycleState: (id) => {
                const instance = this.group.members.find(id);
                return instance === undefined ? undefined : targetState(instance.state);
              },
            },
            {
              running: (id) => this.act((now) => this.group.instanceRunning(id, now)),
              launchFailed: (id, message) => this.act((now) => this.group.launchFailed(id, message, now)),
              gone: (id) => this.act((now) => this.group.instanceGone(id, now)),
            },
          );
        },
        terminate: (id) => fleet.terminate(id),
      },
    };
  }

  private instanceTags(): ReadonlyMap<string, string> {
    const tags = new Map([['aws:autoscaling:groupName', this.identity.name]]);
    for (const [key, { value, propagate }] of this.tags) if (propagate) tags.set(key, value);
    return tags;
  }
}
