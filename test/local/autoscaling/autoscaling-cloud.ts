import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  type CreateAutoScalingGroupCommandInput,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type ClientOptions, type CloudEvent, LocalCloud } from '../../../local';

export const GROUP = 'workers';
export const LAUNCH_SECONDS = 10;

/** A cloud on virtual time with a launch template `worker` and clients of both services. */
export class AutoScalingCloud {
  static async start(): Promise<AutoScalingCloud> {
    const it = new AutoScalingCloud(
      await LocalCloud.start({ clock: 'virtual', instanceLaunchSeconds: LAUNCH_SECONDS }),
    );
    await it.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: 'worker',
        LaunchTemplateData: { ImageId: 'ami-12345678', InstanceType: 't4g.small' },
      }),
    );
    return it;
  }

  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
  readonly events: CloudEvent[] = [];

  private constructor(readonly cloud: LocalCloud) {
    this.autoScaling = cloud.client(AutoScalingClient);
    this.ec2 = cloud.client(EC2Client);
    cloud.events.subscribe((event) => this.events.push(event));
  }

  clientOf(options: ClientOptions): AutoScalingClient {
    return this.cloud.client(AutoScalingClient, options);
  }

  async group(more: Partial<CreateAutoScalingGroupCommandInput> = {}): Promise<void> {
    await this.autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: GROUP,
        LaunchTemplate: { LaunchTemplateName: 'worker' },
        MinSize: 0,
        MaxSize: 10,
        AvailabilityZones: ['us-east-1a'],
        ...more,
      }),
    );
  }

  /** A group of which so many instances are in service. */
  async groupInService(count: number, more: Partial<CreateAutoScalingGroupCommandInput> = {}): Promise<string[]> {
    await this.group({ DesiredCapacity: count, ...more });
    await this.cloud.advance(LAUNCH_SECONDS * 1000);
    return (await this.instances()).map(({ InstanceId = '' }) => InstanceId);
  }

  async described() {
    const answer = await this.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [GROUP] }),
    );
    const group = answer.AutoScalingGroups?.[0];
    if (group === undefined) throw new Error(`There is no group ${GROUP}.`);
    return group;
  }

  async instances() {
    return (await this.described()).Instances ?? [];
  }

  async states(): Promise<string[]> {
    return (await this.instances()).map(({ LifecycleState = '' }) => LifecycleState);
  }

  async activities() {
    const command = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: GROUP });
    return (await this.autoScaling.send(command)).Activities ?? [];
  }

  desire(DesiredCapacity: number) {
    return this.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity }));
  }
}
