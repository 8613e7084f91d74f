import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import { compareKeys } from '../page';
import { noSuchInstance } from './errors';
import type { Fleet, InstanceListener, LaunchOrder, Place, TemplateReference, TemplateVersion } from './fleet';
import { Instance } from './instance';
import type { LaunchTemplates } from './launch-templates';
import type { MachineRoom } from './machine/machine-room';
import { SUBNET } from './network/kinds';
import type { Network } from './network/network';

/** "Spot Instance interruption notices": what an instance has left when it learns of its interruption. */
const INTERRUPTION_NOTICE_MS = 120_000;

export interface InstancesOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly templates: LaunchTemplates;
  readonly network: Network;
  /** Where instances run as processes; undefined on virtual time, where they are models. */
  readonly machines: MachineRoom | undefined;
  /** The role of an instance profile, by its name or ARN. */
  readonly roleOfProfile: (account: string, nameOrArn: string) => string | undefined;
  /** Seconds from a launch until the instance runs. */
  readonly launchSeconds: number;
}

/** All instances, from their launch to their end. */
export class Instances implements Fleet {
  private readonly instances = new Map<string, Instance>();

  constructor(private readonly options: InstancesOptions) {}

  template(place: Place, reference: TemplateReference): TemplateVersion {
    return this.options.templates.version(place, reference);
  }

  roleOf({ account }: Place, { data }: TemplateVersion): string | undefined {
    const profile = data.IamInstanceProfile?.Arn ?? data.IamInstanceProfile?.Name;
    return profile === undefined ? undefined : this.options.roleOfProfile(account, profile);
  }

  zoneOf(place: Place, subnetId: string): string | undefined {
    const zone = this.options.network.find(SUBNET, place, subnetId)?.data['AvailabilityZone'];
    return typeof zone === 'string' ? zone : undefined;
  }

  // An account sees at least three zones in almost every region.
  zones(region: string): readonly string[] {
    return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
  }

  launch(order: LaunchOrder, listener: InstanceListener): string {
    const { kernel, random, launchSeconds, machines } = this.options;
    const { clock } = kernel;
    const instance = new Instance(`i-0${random.bytes(8).toString('hex')}`, order, listener, clock.now());
    this.instances.set(instance.id, instance);
    this.moved(instance);
    clock.at(clock.now() + launchSeconds * 1000, 'work', () => {
      if (instance.state !== 'pending') return;
      const problem = machines?.problem();
      if (problem !== undefined) return this.fail(instance, problem);
      instance.state = 'running';
      this.moved(instance);
      if (machines === undefined)
        instance.console.note('This instance is a model: on virtual time nothing boots in it.');
      else instance.machine = machines.boot(instance, this.roleOf(order.place, order.template));
      listener.running(instance.id);
    });
    return instance.id;
  }

  terminate(instanceId: string): void {
    const instance = this.instances.get(instanceId);
    if (instance === undefined) throw noSuchInstance(instanceId);
    if (instance.state === 'shutting-down' || instance.state === 'terminated') return;
    instance.state = 'shutting-down';
    this.moved(instance);
    const end = this.options.kernel.work.begin();
    void Promise.resolve(instance.machine?.shutDown())
      .then(() => this.gone(instance, 'Client.UserInitiatedShutdown'))
      .finally(end);
  }

  /** The Spot notice comes now, the end two minutes later, as on AWS; whoever is quick has drained by then. */
  interrupt(instanceId: string, noticeMs = INTERRUPTION_NOTICE_MS): void {
    const instance = this.get(instanceId);
    const { clock } = this.options.kernel;
    instance.interruptedAt ??= clock.now() + noticeMs;
    this.options.kernel.events.emit('ec2.spot-interruption', { instance: instance.id, until: instance.interruptedAt });
    clock.at(instance.interruptedAt, 'work', () => this.crash(instance, 'Server.SpotInstanceTermination'));
  }

  /** Everything in the instance ends at once, without a signal: as when its host fails. */
  kill(instanceId: string): void {
    this.crash(this.get(instanceId), 'Server.InternalError');
  }

  find(place: Place, id: string): Instance | undefined {
    const instance = this.instances.get(id);
    const { account, region } = instance?.order.place ?? {};
    return account === place.account && region === place.region ? instance : undefined;
  }

  /** In the order of their launch, those of one moment by their ids. */
  list(place: Place): readonly Instance[] {
    return [...this.instances.values()]
      .filter(({ order }) => order.place.account === place.account && order.place.region === place.region)
      .sort((a, b) => a.launched - b.launched || compareKeys(a.id, b.id));
  }

  /** Ends all processes. */
  async stop(): Promise<void> {
    await Promise.all([...this.instances.values()].map(({ machine }) => machine?.powerOff()));
    this.options.machines?.close();
  }

  private get(id: string): Instance {
    const instance = this.instances.get(id);
    if (instance === undefined || instance.state === 'terminated') throw noSuchInstance(id);
    return instance;
  }

  private crash(instance: Instance, reason: string): void {
    if (instance.state === 'terminated') return;
    const end = this.options.kernel.work.begin();
    void Promise.resolve(instance.machine?.powerOff())
      .then(() => this.gone(instance, reason))
      .finally(end);
  }

  private gone(instance: Instance, reason: string): void {
    if (instance.state === 'terminated') return;
    instance.state = 'terminated';
    instance.stateReason = reason;
    this.moved(instance);
    instance.listener.gone(instance.id);
  }

  private fail(instance: Instance, message: string): void {
    instance.state = 'terminated';
    instance.stateReason = message;
    this.moved(instance);
    instance.listener.launchFailed(instance.id, message);
  }

  private moved({ id, state, order, stateReason }: Instance): void {
    const { account, region } = order.place;
    this.options.kernel.events.emit('ec2.instance-state-changed', {
      instance: id,
      state,
      account,
      region,
      reason: stateReason,
    });
  }
}
