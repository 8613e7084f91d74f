import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { LocalCloud } from '../../../local';

let cloud: LocalCloud;
let ec2: EC2Client;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  ec2 = cloud.client(EC2Client);
});

afterEach(() => cloud.stop());

test('a VPC is not deleted while a subnet is in it', async () => {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }));
  const VpcId = Vpc?.VpcId;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }));
  await expect(ec2.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({ name: 'DependencyViolation' });
  await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));
  await expect(ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId ?? ''] }))).rejects.toMatchObject({
    name: 'InvalidVpcID.NotFound',
    message: `The vpc ID '${VpcId}' does not exist`,
  });
});

test('a new version of a launch template takes over what it does not name from the one that it is made of', async () => {
  const LaunchTemplateName = 'worker';
  const LaunchTemplateData = { ImageId: 'ami-1', InstanceType: 't4g.small' } as const;
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }));
  const next = { LaunchTemplateName, SourceVersion: '1', LaunchTemplateData: { ImageId: 'ami-2' } };
  await ec2.send(new CreateLaunchTemplateVersionCommand(next));
  const { LaunchTemplateVersions } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName, Versions: ['$Default', '$Latest'] }),
  );
  expect(LaunchTemplateVersions).toMatchObject([
    { VersionNumber: 1, DefaultVersion: true, LaunchTemplateData: { ImageId: 'ami-1' } },
    { VersionNumber: 2, DefaultVersion: false, LaunchTemplateData: { ImageId: 'ami-2', InstanceType: 't4g.small' } },
  ]);
});

test('an instance is launched from a template only', async () => {
  await expect(ec2.send(new RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1 }))).rejects.toThrow(
    'does not offer RunInstances without a launch template yet',
  );
});
