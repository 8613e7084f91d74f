import type { Kernel } from '../../kernel/kernel';
import type { IdentityDirectory } from '../iam/directory';
import type { Router, Service } from '../service';
import { describeInstances, getConsoleOutput, runInstances, terminateInstances } from './actions/instances';
import {
  createLaunchTemplate,
  createLaunchTemplateVersion,
  deleteLaunchTemplate,
  describeLaunchTemplates,
  describeLaunchTemplateVersions,
  modifyLaunchTemplate,
} from './actions/launch-templates';
import type { Ec2 } from './ec2-context';
import { Instances, type InstancesOptions } from './instances';
import { LaunchTemplates } from './launch-templates';
import { MachineRoom } from './machine/machine-room';
import { Network } from './network/network';
import { networkOperations } from './network/operations';

export interface Ec2Options {
  readonly directory: IdentityDirectory;
  readonly roleOfProfile: InstancesOptions['roleOfProfile'];
  /** Where the cloud answers over HTTP; undefined while nothing listens. */
  readonly endpoint: () => string | undefined;
  /** Seconds from a launch until the instance runs. */
  readonly launchSeconds: number;
}

/** Amazon EC2: launch templates, instances, and networks as records. */
export function createEc2(
  kernel: Kernel,
  router: Router,
  options: Ec2Options,
): Service & { readonly fleet: Instances } {
  const random = kernel.random.fork('ec2');
  const templates = new LaunchTemplates(random.fork('launch-templates'));
  const network = new Network(random.fork('network'));
  const machines =
    kernel.clock.mode === 'real'
      ? new MachineRoom({ ...options, kernel, router, random: random.fork('machines') })
      : undefined;
  const instances = new Instances({
    ...options,
    kernel,
    random: random.fork('instances'),
    templates,
    network,
    machines,
  });
  const ec2: Ec2 = { templates, network, instances, random };
  return {
    fleet: instances,
    name: 'ec2',
    operations: {
      ...networkOperations(ec2),
      CreateLaunchTemplate: createLaunchTemplate(ec2),
      CreateLaunchTemplateVersion: createLaunchTemplateVersion(ec2),
      DeleteLaunchTemplate: deleteLaunchTemplate(ec2),
      DescribeInstances: describeInstances(ec2),
      DescribeLaunchTemplates: describeLaunchTemplates(ec2),
      DescribeLaunchTemplateVersions: describeLaunchTemplateVersions(ec2),
      GetConsoleOutput: getConsoleOutput(ec2),
      ModifyLaunchTemplate: modifyLaunchTemplate(ec2),
      RunInstances: runInstances(ec2),
      TerminateInstances: terminateInstances(ec2),
    },
  };
}
