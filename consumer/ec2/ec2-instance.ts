import { type Instance, type InstanceWatch, reasonOf, type WatchedWorker } from '..';
import { AutoScaling } from './auto-scaling';
import { checkedOptions, type Ec2InstanceOptions } from './ec2-options';
import { hangNote, reportHang } from './hang-report';
import { completeLaunch } from './launch-action';
import { LifecycleAction } from './lifecycle-action';
import { InstanceMetadata } from './metadata';
import { leavesService, type Notices, readNotices } from './notices';
import { ScaleInProtection } from './scale-in-protection';
import { Watchdog } from './watchdog';

/**
 * For `runWorker({ instance })` on an EC2 instance: the worker drains when Auto Scaling is about to terminate the
 * instance and when EC2 is about to take a Spot instance back, as the instance metadata say (IMDSv2).
 * An instance that waits for its launch to be completed comes into service when its worker has received.
 * A worker that hangs is killed, and its instance set unhealthy, with `hangTimeout`.
 * Needs `autoscaling:CompleteLifecycleAction` and `autoscaling:RecordLifecycleActionHeartbeat` for a lifecycle hook,
 * `autoscaling:SetInstanceProtection` for `scaleInProtection`, and `autoscaling:SetInstanceHealth` for `hangTimeout`, on
 * the group.
 * With `AWS_EC2_METADATA_DISABLED=true`, the SDKs' switch, it does nothing.
 *
 * From "Retrieve the target lifecycle state through instance metadata" of the EC2 Auto Scaling user guide and "Spot
 * Instance interruption notices" of the EC2 user guide.
 *
 * @throws InvalidOptionError when an option is outside its range
 */
export function ec2Instance(options: Ec2InstanceOptions = {}): Instance {
  const settings = checkedOptions(options);
  return {
    watch: (worker) =>
      process.env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true'
        ? { busy: () => undefined, drained: () => Promise.resolve() }
        : new Ec2Watch(worker, settings, options.client),
  };
}

class Ec2Watch implements InstanceWatch {
  private readonly metadata: InstanceMetadata;
  private readonly autoScaling?: AutoScaling;
  private readonly action?: LifecycleAction;
  private readonly protection?: ScaleInProtection;
  private readonly watchdog?: Watchdog;
  private readonly ended = new AbortController();
  private readonly watching: Promise<void>;
  private wasInService = false;
  private leaving = false;
  private unreadable = false;

  constructor(
    private readonly worker: WatchedWorker,
    private readonly settings: ReturnType<typeof checkedOptions>,
    client: Ec2InstanceOptions['client'],
  ) {
    const { clock, logger } = worker;
    const { endpoint, groupName, hookName, launchHookName, heartbeatIntervalMs, idleAfterMs, hangTimeoutMs } = settings;
    this.metadata = new InstanceMetadata(endpoint);
    if (groupName !== undefined) {
      const autoScaling = new AutoScaling(this.metadata, groupName, client);
      this.autoScaling = autoScaling;
      this.action = hookName
        ? new LifecycleAction({ autoScaling, hookName, heartbeatIntervalMs, clock, logger })
        : undefined;
      if (launchHookName !== undefined) {
        const launch = { autoScaling, hookName: launchHookName, clock, logger, over: this.ended.signal };
        void worker.ready.then(() => completeLaunch(launch));
      }
      if (hangTimeoutMs !== undefined) {
        const note = hangNote();
        void reportHang({ note, autoScaling, clock, logger, over: this.ended.signal });
        this.watchdog = new Watchdog({ hangTimeoutMs, note, logger });
      }
      this.protection = idleAfterMs ? new ScaleInProtection({ autoScaling, idleAfterMs, clock, logger }) : undefined;
    }
    this.watching = this.watch();
  }

  busy(busy: boolean): void {
    this.protection?.busy(busy);
  }

  async drained(): Promise<void> {
    this.ended.abort();
    await this.watching;
    // A signal may have come first: then nobody has looked since.
    if (!this.leaving && !this.unreadable) {
      await this.look();
    }
    await this.protection?.end();
    await this.action?.complete();
    this.watchdog?.stop();
    this.autoScaling?.close();
  }

  private async watch(): Promise<void> {
    // While it drains, too: a Spot notice may leave less time than the lifecycle hook does.
    while (!this.ended.signal.aborted) {
      await this.look();
      await this.worker.clock.sleep(this.settings.pollIntervalMs, this.ended.signal);
    }
  }

  private async look(): Promise<void> {
    const { logger } = this.worker;
    try {
      await this.autoScaling?.identify();
      const notices = await readNotices(this.metadata, this.settings.drainOnRebalance);
      if (this.unreadable) {
        logger.info('instance metadata can be read again', { endpoint: this.metadata.endpoint });
      }
      this.unreadable = false;
      this.heed(notices);
    } catch (error) {
      if (!this.unreadable) {
        logger.error('instance metadata cannot be read: the worker goes on, and tries again', {
          reason: reasonOf(error),
        });
      }
      this.unreadable = true;
    }
  }

  private heed({ targetState, reason, deadline }: Notices): void {
    // An instance that starts into a warm pool has no termination that waits for it.
    if (!this.leaving && (targetState === 'Terminated' || (leavesService(targetState) && this.wasInService))) {
      this.leaving = true;
      this.protection?.stop();
      this.action?.begin();
    }
    this.wasInService ||= targetState === 'InService';
    if (reason !== undefined) {
      this.worker.drain(reason, deadline);
    }
  }
}
