import type { AutoScalingGroupProps } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, LaunchTemplate, MachineImage, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Where the instances are and what they are launched with. The lab plays what would run on them: a worker, and the
 * CloudWatch agent.
 */
export function instances(
  scope: Construct,
  queue: IQueue,
): Pick<AutoScalingGroupProps, 'vpc' | 'vpcSubnets' | 'launchTemplate'> {
  const vpc = new Vpc(scope, 'Network', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'workers', subnetType: SubnetType.PUBLIC }],
  });
  const role = new Role(scope, 'WorkerRole', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  queue.grantConsumeMessages(role);
  role.addToPolicy(
    new PolicyStatement({
      actions: ['cloudwatch:PutMetricData', 'autoscaling:CompleteLifecycleAction'],
      resources: ['*'],
    }),
  );
  const launchTemplate = new LaunchTemplate(scope, 'Worker', {
    machineImage: MachineImage.resolveSsmParameterAtLaunch(
      '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    ),
    instanceType: new InstanceType('t4g.small'),
    securityGroup: new SecurityGroup(scope, 'NobodyComesIn', { vpc }),
    role,
    requireImdsv2: true,
  });
  return { vpc, vpcSubnets: { subnetType: SubnetType.PUBLIC }, launchTemplate };
}
