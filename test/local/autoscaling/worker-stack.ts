import { join } from 'node:path';
import { buildSync } from 'esbuild';

export const BUCKET = 'worker-code';

/** The worker in one file, as it is put into the bucket. */
export function bundledWorker(): Uint8Array {
  const entryPoints = [join(__dirname, 'worker.fixture.ts')];
  const { outputFiles } = buildSync({ entryPoints, bundle: true, platform: 'node', write: false });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** A queue and a group of workers, as somebody writes it by hand: `runWorker` with the instance's metadata. */
export function workerStack(): object {
  const allow = (Action: string | string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
  const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
  const Ref = (name: string) => ({ Ref: name });
  const groupArn = 'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:*:autoScalingGroupName/workers';
  return {
    Resources: {
      Code: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'workers' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
          Policies: [
            {
              PolicyName: 'work',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'], arn('Queue')),
                  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('Logs')),
                  allow('s3:GetObject', `arn:aws:s3:::${BUCKET}/*`),
                  allow(
                    ['autoscaling:CompleteLifecycleAction', 'autoscaling:RecordLifecycleActionHeartbeat'],
                    groupArn,
                  ),
                ],
              },
            },
          ],
        },
      },
      Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [Ref('Role')] } },
      Template: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: {
            ImageId: 'ami-12345678',
            InstanceType: 't4g.small',
            IamInstanceProfile: { Arn: arn('Profile') },
            MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
            UserData: { 'Fn::Base64': { 'Fn::Sub': [userData(), { Url: Ref('Queue') }] } },
          },
        },
      },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          AutoScalingGroupName: 'workers',
          MinSize: '0',
          MaxSize: '2',
          AvailabilityZones: ['us-east-1a'],
          LaunchTemplate: {
            LaunchTemplateId: Ref('Template'),
            Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
          },
          LifecycleHookSpecificationList: [
            {
              LifecycleHookName: 'boot',
              LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
              HeartbeatTimeout: 60,
            },
            {
              LifecycleHookName: 'drain',
              LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
              HeartbeatTimeout: 60,
            },
          ],
        },
      },
      Out: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: Ref('Group'),
          PolicyType: 'StepScaling',
          AdjustmentType: 'ChangeInCapacity',
          StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
        },
      },
      Backlog: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'backlog',
          Namespace: 'AWS/SQS',
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }],
          Statistic: 'Maximum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          AlarmActions: [Ref('Out')],
        },
      },
    },
    Outputs: { Url: { Value: Ref('Queue') }, Group: { Value: Ref('Group') }, Logs: { Value: Ref('Logs') } },
  };
}

/** What is in it must not look like a placeholder of Fn::Sub, except for the queue's URL. */
function userData(): string {
  const config = {
    write_files: [
      { path: '/etc/worker.env', content: ENVIRONMENT, permissions: '0600' },
      { path: '/etc/systemd/system/worker.service', content: UNIT },
      { path: '/opt/agent.json', content: AGENT },
    ],
    runcmd: [
      'dnf update',
      ['aws', 's3', 'cp', `s3://${BUCKET}/worker.js`, '/opt/worker/worker.js'],
      ['systemctl', 'enable', '--now', 'worker.service'],
      [
        '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl',
        '-a',
        'fetch-config',
        '-c',
        'file:/opt/agent.json',
      ],
    ],
  };
  return `#cloud-config\n${JSON.stringify(config)}`;
}

const ENVIRONMENT = `QUEUE_URL=\${Url}
AWS_REGION=us-east-1
SPILLWAY_AUTO_SCALING_GROUP=workers
SPILLWAY_LIFECYCLE_HOOK=drain
SPILLWAY_LAUNCH_LIFECYCLE_HOOK=boot
`;

const UNIT = `[Service]
EnvironmentFile=/etc/worker.env
WorkingDirectory=/opt/worker
ExecStart=/usr/bin/node /opt/worker/worker.js
Restart=on-failure
StandardOutput=append:/var/log/worker.log
`;

const AGENT = JSON.stringify({
  logs: {
    logs_collected: { files: { collect_list: [{ file_path: '/var/log/worker.log', log_group_name: 'workers' }] } },
  },
});
