import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import type { LocalCloud } from '../../../../local';
import { listObjects } from '../catalogue';
import { type Clients, connect, sdkConfiguration } from '../clients';
import { type QueueDepth, queueDepth } from '../queue-depth';
import type { VideoOutputs } from './video-outputs';

export interface FleetState {
  readonly desired: number;
  /** Instances by lifecycle state, such as `InService`. */
  readonly instances: Readonly<Record<string, number>>;
}

export interface VideoState {
  readonly queue: QueueDepth;
  readonly deadLetters: number;
  readonly previews: number;
  readonly fleet: FleetState;
}

export interface VideoClients extends Clients {
  readonly autoScaling: AutoScalingClient;
}

export const connectVideo = (cloud: LocalCloud): VideoClients => ({
  ...connect(cloud),
  autoScaling: new AutoScalingClient(sdkConfiguration(cloud)),
});

/** What queues, bucket and group say at this moment. */
export async function readState(clients: VideoClients, app: VideoOutputs): Promise<VideoState> {
  const [queue, deadLetterQueue, previews, fleet] = await Promise.all([
    queueDepth(clients.sqs, app.queueUrl),
    queueDepth(clients.sqs, app.deadLetterQueueUrl),
    listObjects(clients.s3, app.previews),
    fleetState(clients.autoScaling, app.groupName),
  ]);
  return { queue, deadLetters: deadLetterQueue.visible, previews: previews.length, fleet };
}

async function fleetState(client: AutoScalingClient, name: string): Promise<FleetState> {
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  const { AutoScalingGroups: [group] = [] } = await client.send(command);
  const instances: Record<string, number> = {};
  for (const { LifecycleState = '' } of group?.Instances ?? []) {
    instances[LifecycleState] = (instances[LifecycleState] ?? 0) + 1;
  }
  return { desired: group?.DesiredCapacity ?? 0, instances };
}

export const instancesOf = ({ instances }: FleetState): number =>
  Object.values(instances).reduce((sum, number) => sum + number, 0);
