import {
  AutoScalingClient,
  CompleteLifecycleActionCommand,
  RecordLifecycleActionHeartbeatCommand,
  SetInstanceHealthCommand,
  SetInstanceProtectionCommand,
} from '@aws-sdk/client-auto-scaling';
import type { InstanceMetadata } from './metadata';

/** An end of the process must not wait for an answer that never comes. */
const REQUEST_TIMEOUTS = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/** Auto Scaling's requests about this instance. */
export class AutoScaling {
  private instanceId?: string;
  private own?: AutoScalingClient;

  /** @param given a client that its owner closes */
  constructor(
    private readonly metadata: InstanceMetadata,
    private readonly groupName: string,
    private readonly given?: AutoScalingClient,
  ) {}

  /** Learns who the instance is while the metadata can be read. */
  async identify(): Promise<string> {
    this.instanceId ??= await this.metadata.read('instance-id');
    if (this.given === undefined && this.own === undefined) {
      const region = process.env['AWS_REGION'] || (await this.metadata.read('placement/region'));
      this.own = new AutoScalingClient({ region, requestHandler: REQUEST_TIMEOUTS });
    }
    return this.instanceId ?? '';
  }

  async complete(hookName: string): Promise<void> {
    const input = { ...(await this.actionOf(hookName)), LifecycleActionResult: 'CONTINUE' };
    await this.client().send(new CompleteLifecycleActionCommand(input));
  }

  async heartbeat(hookName: string): Promise<void> {
    await this.client().send(new RecordLifecycleActionHeartbeatCommand(await this.actionOf(hookName)));
  }

  async protect(protectedFromScaleIn: boolean): Promise<void> {
    const command = new SetInstanceProtectionCommand({
      AutoScalingGroupName: this.groupName,
      InstanceIds: [await this.identify()],
      ProtectedFromScaleIn: protectedFromScaleIn,
    });
    await this.client().send(command);
  }

  /** The group drains and replaces the instance, also while new ones are given time to become healthy. */
  async setUnhealthy(): Promise<void> {
    const command = new SetInstanceHealthCommand({
      InstanceId: await this.identify(),
      HealthStatus: 'Unhealthy',
      ShouldRespectGracePeriod: false,
    });
    await this.client().send(command);
  }

  close(): void {
    this.own?.destroy();
  }

  /** The instance names the action as well as its token does, and the metadata have no token. */
  private async actionOf(hookName: string) {
    const InstanceId = await this.identify();
    return { AutoScalingGroupName: this.groupName, LifecycleHookName: hookName, InstanceId };
  }

  private client(): AutoScalingClient {
    const client = this.given ?? this.own;
    if (client === undefined) {
      throw new Error('identify() comes first.');
    }
    return client;
  }
}
