import {
  AutoScalingClient,
  CompleteLifecycleActionCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeLifecycleHooksCommand,
  type Instance,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Ledger, Scene } from '../contract';
import { Worker } from './worker';

/** Seconds between two looks at the group: as often as a worker asks where its instance is going. */
const LOOK = 20;
/** Percent of a processor whose worker waits for a bank. */
const PROCESSOR = 4;

/** What runs on the instances of a group: on each a worker and the CloudWatch agent. */
export class Fleet {
  /** Orders whose worker was ended in the middle. */
  readonly interrupted: string[] = [];
  /** How many instances there were from which second of the story on. */
  readonly sizes: { readonly at: number; readonly size: number }[] = [];
  /** What is paid for. */
  instanceSeconds = 0;
  private readonly autoScaling: AutoScalingClient;
  private readonly cloudWatch: CloudWatchClient;
  private readonly workers = new Map<string, Worker>();
  private hooks: readonly string[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly group: string,
    private readonly url: string,
    private readonly begun: Ledger,
  ) {
    this.autoScaling = scene.client(AutoScalingClient);
    this.cloudWatch = scene.client(CloudWatchClient);
  }

  /** Until `end` seconds of the story. */
  async live(end: number): Promise<void> {
    const { LifecycleHooks = [] } = await this.autoScaling.send(
      new DescribeLifecycleHooksCommand({ AutoScalingGroupName: this.group }),
    );
    this.hooks = LifecycleHooks.map(({ LifecycleHookName = '' }) => LifecycleHookName);
    for (let looks = 0; this.scene.now() < end; looks += 1) {
      await this.look();
      if (looks % (60 / LOOK) === 0) await this.reportProcessors();
      await this.scene.sleep(LOOK);
    }
    for (const worker of this.workers.values()) worker.leave();
    await Promise.all([...this.workers.values()].map(({ ended }) => ended));
  }

  private async look(): Promise<void> {
    const { AutoScalingGroups: [group] = [] } = await this.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.group] }),
    );
    const instances = group?.Instances ?? [];
    const size = instances.length;
    if (size !== this.sizes.at(-1)?.size) this.sizes.push({ at: this.scene.now(), size });
    this.instanceSeconds += size * LOOK;
    for (const instance of instances) this.follow(instance);
    for (const [id, worker] of this.workers) {
      if (instances.some(({ InstanceId }) => InstanceId === id)) continue;
      const order = worker.kill();
      if (order !== undefined) this.interrupted.push(order);
      this.workers.delete(id);
    }
  }

  private follow({ InstanceId: id = '', LifecycleState: state }: Instance): void {
    if (state === undefined || state === 'Pending') return;
    if (state.startsWith('Terminating')) {
      this.workers.get(id)?.leave();
      return;
    }
    if (this.workers.has(id)) return;
    const { scene, url, begun } = this;
    this.workers.set(id, new Worker({ scene, url, begun, proceed: () => this.proceed(id) }));
  }

  /** A hook that does not hold the instance refuses the answer. */
  private async proceed(id: string): Promise<void> {
    for (const hook of this.hooks) {
      await this.autoScaling
        .send(
          new CompleteLifecycleActionCommand({
            AutoScalingGroupName: this.group,
            InstanceId: id,
            LifecycleHookName: hook,
            LifecycleActionResult: 'CONTINUE',
          }),
        )
        .catch(() => undefined);
    }
  }

  private async reportProcessors(): Promise<void> {
    if (this.workers.size === 0) return;
    await this.cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'CWAgent',
        MetricData: [
          {
            MetricName: 'cpu_usage_active',
            Dimensions: [{ Name: 'AutoScalingGroupName', Value: this.group }],
            Values: [PROCESSOR],
            Counts: [this.workers.size],
            Unit: 'Percent',
          },
        ],
      }),
    );
  }
}
