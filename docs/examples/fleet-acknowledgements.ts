import type { CfnResource } from 'aws-cdk-lib';
import { WorkerFleet } from '../../lib';
import type { Acknowledgement } from './acknowledgements';

/** What the packs find in a fleet. */
export const FLEET: readonly Acknowledgement[] = [
  {
    what: 'policy of a fleet',
    of: madeByFleet('AWS::IAM::Policy'),
    rules: ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy'],
    reason: 'It names the queue, log group and worker of one fleet, so nobody else could share it as a managed one.',
  },
  {
    what: 'alarm of a fleet',
    of: madeByFleet('AWS::CloudWatch::Alarm'),
    rules: [
      'NIST.800.53.R5::NIST.800.53.R5-CloudWatchAlarmAction',
      'cdk-validator-cfnguard::cloudwatch_alarm_action_check',
    ],
    reason:
      "Whom it tells is yours to say: 'alarms: { topic }'. Those that scale the fleet have their policy as an action.",
  },
  {
    what: 'log group of a fleet',
    of: madeByFleet('AWS::Logs::LogGroup'),
    rules: [
      'NIST.800.53.R5::NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      'cdk-validator-cfnguard::cloudwatch_log_group_encrypted_check',
    ],
    reason: 'CloudWatch Logs encrypts every group. The worker writes ids and outcomes to it, no bodies.',
  },
  {
    what: 'log group of a fleet',
    of: madeByFleet('AWS::Logs::LogGroup'),
    rules: ['cdk-validator-cfnguard::cloudwatch_log_group_retention_period_check'],
    reason: "Kept for a month, to see why an instance failed; for an audit that wants a year, say 'logRetention'.",
  },
  {
    what: 'policy of a fleet',
    of: madeByFleet('AWS::IAM::Policy'),
    rules: ['AwsSolutions::AwsSolutions-IAM5[Resource::*]'],
    reason: 'Session Manager, in place of SSH: its actions know no resources.',
  },
  {
    what: 'group of a fleet',
    of: madeByFleet('AWS::AutoScaling::AutoScalingGroup'),
    rules: ['AwsSolutions::AwsSolutions-AS3'],
    reason: "Alarms tell of launches that fail and of drains that run out of time; each scaling is a graph's matter.",
  },
  {
    what: 'group of a fleet on Spot',
    of: madeByFleet('AWS::AutoScaling::AutoScalingGroup'),
    rules: ['AwsSolutions::AwsSolutions-EC26', 'NIST.800.53.R5::NIST.800.53.R5-EC2IMDSv2Enabled'],
    reason:
      'Its launch template has both, the encrypted volume and IMDSv2. The rules see a template in the group only.',
  },
  {
    what: 'group of a fleet',
    of: madeByFleet('AWS::AutoScaling::AutoScalingGroup'),
    rules: ['cdk-validator-cfnguard::autoscaling_multiple_az_check'],
    reason: 'It has subnets in several zones, which say the zones. The rule wants them named besides.',
  },
  {
    what: 'group of a fleet on Spot',
    of: madeByFleet('AWS::AutoScaling::AutoScalingGroup'),
    rules: ['cdk-validator-cfnguard::autoscaling_group_nitro_encryption_in_transit_override_check'],
    reason: 'Workers speak TLS to AWS and not to each other, so any instance type will do.',
  },
  {
    what: 'launch template of a fleet',
    of: madeByFleet('AWS::EC2::LaunchTemplate'),
    rules: ['cdk-validator-cfnguard::ec2_launch_template_monitoring_enabled_check'],
    reason: 'Nothing is scaled by the processor, and detailed monitoring costs $2.10 a month for each instance.',
  },
  {
    what: 'VPC of a fleet',
    of: madeByFleet('AWS::EC2::VPC'),
    rules: ['AwsSolutions::AwsSolutions-VPC7', 'NIST.800.53.R5::NIST.800.53.R5-VPCFlowLogsEnabled'],
    reason: 'Nobody can reach in, and flow logs cost by the GB: add them to fleet.vpc where somebody reads them.',
  },
  {
    what: 'VPC of a fleet',
    of: madeByFleet('AWS::EC2::VPC'),
    rules: ['NIST.800.53.R5::NIST.800.53.R5-VPCDefaultSecurityGroupClosed'],
    reason: 'Only a function could close it. Nothing is in that group: the workers have their own, without a way in.',
  },
];

/** Not what you make yourself. */
function madeByFleet(type: string): (resource: CfnResource) => boolean {
  return (resource) =>
    resource.cfnResourceType === type && resource.node.scopes.some((scope) => scope instanceof WorkerFleet);
}
