import { Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FleetNetwork } from './fleet-network';
import type { FleetMachine } from './worker-fleet-props';

const DEFAULT_VOLUME = Size.gibibytes(8);
const ROOT_DEVICE = '/dev/xvda';

export interface LaunchTemplateOptions {
  readonly machine: FleetMachine;
  readonly network: FleetNetwork;
  readonly role: iam.IRole;
  readonly userData: string;
}

/** How each instance is: IMDSv2 for the instance alone, an encrypted volume, no public IPv4 address, no key pair. */
export function createLaunchTemplate(scope: Construct, options: LaunchTemplateOptions): ec2.LaunchTemplate {
  const { machine, network, role } = options;
  const { size = DEFAULT_VOLUME, deviceName = ROOT_DEVICE } = machine.rootVolume ?? {};
  const template = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
    instanceType: machine.instanceType,
    machineImage: machine.machineImage ?? amazonLinux(machine.instanceType),
    userData: ec2.UserData.custom(options.userData),
    role,
    securityGroup: network.securityGroup,
    associatePublicIpAddress: false,
    requireImdsv2: true,
    httpEndpoint: true,
    httpPutResponseHopLimit: 1,
    blockDevices: [
      {
        deviceName,
        volume: ec2.BlockDeviceVolume.ebs(size.toGibibytes(), {
          encrypted: true,
          volumeType: ec2.EbsDeviceVolumeType.GP3,
          deleteOnTermination: true,
        }),
      },
    ],
  });
  if (network.dualStackEndpoints) {
    const resource = template.node.defaultChild;
    if (!ec2.CfnLaunchTemplate.isCfnLaunchTemplate(resource)) {
      throw new Error(`${template.node.path} has no resource`);
    }
    // The L2 has no prop for it.
    resource.addPropertyOverride('LaunchTemplateData.NetworkInterfaces.0.Ipv6AddressCount', 1);
  }
  return template;
}

/**
 * The newest image at each launch, looked up by EC2 itself: patched without a deployment, and none of them replaces the
 * instances for it. "Use AWS Systems Manager parameters instead of AMI IDs in launch templates", EC2 Auto Scaling User Guide.
 */
function amazonLinux(instanceType: ec2.InstanceType): ec2.IMachineImage {
  const processor = instanceType.architecture === ec2.InstanceArchitecture.ARM_64 ? 'arm64' : 'x86_64';
  return ec2.MachineImage.resolveSsmParameterAtLaunch(
    `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${processor}`,
    { os: ec2.OperatingSystemType.LINUX },
  );
}
