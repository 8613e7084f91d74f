import {
  type GroupSettings,
  type LifecycleHook,
  ScalingPolicies as Policies,
  ScalingGroup,
  type ScalingPolicies,
} from '../../../../local/services/autoscaling/model';

export const START = Date.UTC(2026, 0, 1);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export const TERMINATING_HOOK: LifecycleHook = {
  name: 'drain',
  transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
  heartbeatTimeout: 60,
  defaultResult: 'CONTINUE',
};

export const LAUNCHING_HOOK: LifecycleHook = {
  name: 'boot',
  transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  heartbeatTimeout: 120,
  defaultResult: 'ABANDON',
};

const SETTINGS: GroupSettings = {
  minSize: 0,
  maxSize: 20,
  defaultCooldown: 300,
  defaultInstanceWarmup: undefined,
  healthCheckGracePeriod: 0,
  newInstancesProtectedFromScaleIn: false,
  terminationPolicies: ['Default'],
  availabilityZones: ['us-east-1a'],
  templateVersion: '1',
  suspended: new Set(),
};

/** A group whose instances run, and end, when the test says so. */
export class GroupOfInstances {
  readonly group: ScalingGroup;
  readonly policies: ScalingPolicies;
  readonly launched: string[] = [];
  readonly terminated: string[] = [];
  /** What the group told its observer, in words. */
  readonly told: string[] = [];
  now = START;
  private ids = 0;

  constructor(settings: Partial<GroupSettings> = {}, hooks: readonly LifecycleHook[] = []) {
    const identity = { account: '111122223333', region: 'us-east-1', name: 'workers' };
    this.group = new ScalingGroup(
      identity,
      { ...SETTINGS, ...settings },
      {
        nextId: () => `id-${++this.ids}`,
        supply: {
          launch: () => {
            const id = `i-${this.launched.length + 1}`;
            this.launched.push(id);
            return id;
          },
          terminate: (id) => this.terminated.push(id),
        },
        observer: {
          instanceChanged: (_, { id, state }) => this.told.push(`${id} ${state}`),
          actionBegan: (_, { id }, { hook }) => this.told.push(`${id} held by ${hook.name}`),
          actionEnded: (_, { id }, { hook }, how) => this.told.push(`${id} let go by ${hook.name}: ${how}`),
          desiredChanged: (group, previous) => this.told.push(`desired ${previous} to ${group.desired}`),
        },
      },
    );
    for (const hook of hooks) this.group.members.held.put(hook);
    this.policies = new Policies(this.group);
  }

  /** How many are wanted, and all of them in service. */
  static inService(count: number, settings: Partial<GroupSettings> = {}, hooks: readonly LifecycleHook[] = []) {
    const it = new GroupOfInstances(settings, hooks);
    it.desire(count);
    it.runAll();
    return it;
  }

  desire(capacity: number): void {
    this.group.setDesired(capacity, 'a test', this.now);
  }

  /** Everything that was launched runs now. */
  runAll(): void {
    for (const id of this.launched) this.group.instanceRunning(id, this.now);
  }

  /** Everything that is to end has ended. */
  endAll(): void {
    for (const id of this.terminated.splice(0)) this.group.instanceGone(id, this.now);
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.group.advance(this.now);
  }

  /** `i-1 InService`, for each instance. */
  get states(): readonly string[] {
    return this.group.instances.map(({ id, state }) => `${id} ${state}`);
  }

  /** An alarm of a policy is in ALARM: what the policy makes of it. */
  alarm(policyName: string, metricValue: number | undefined, threshold = 0): void {
    const policy = this.policies.find(policyName);
    if (policy === undefined) throw new Error(`There is no policy ${policyName}.`);
    this.policies.take({ policy, breach: { metricValue, threshold }, alarmName: 'an-alarm' });
    this.policies.decide(this.now);
  }
}
