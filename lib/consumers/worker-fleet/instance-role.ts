import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CONSUME, PRODUCE } from '../../queue/queue-grants';
import { redriveOf } from '../redrive';

export interface InstanceRoleOptions {
  readonly queue: IQueue;
  readonly groupName: string;
  readonly worker: Asset;
  readonly logGroup: ILogGroup;
  readonly scaleInProtection: boolean;
}

/** May consume this queue, speak for its own group, fetch the worker, write the log, and be reached by Session Manager. */
export function createInstanceRole(scope: Construct, options: InstanceRoleOptions): iam.Role {
  const { queue, groupName, worker, logGroup, scaleInProtection } = options;
  const role = new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    description: `Workers of ${queue.node.path}`.slice(0, 1_000),
  });
  allowConsuming(role, queue);
  const { partition } = Stack.of(scope);
  const allow = (sid: string, actions: readonly string[], resources: readonly string[]) =>
    role.addToPrincipalPolicy(new iam.PolicyStatement({ sid, actions: [...actions], resources: [...resources] }));
  allow(
    'Lifecycle',
    [
      'autoscaling:CompleteLifecycleAction',
      'autoscaling:RecordLifecycleActionHeartbeat',
      // For a worker that hung: its instance is replaced.
      'autoscaling:SetInstanceHealth',
      ...(scaleInProtection ? ['autoscaling:SetInstanceProtection'] : []),
    ],
    // The group's own id is known only when it is there, and it needs this role before.
    [
      `arn:${partition}:autoscaling:${Aws.REGION}:${Aws.ACCOUNT_ID}:autoScalingGroup:*:autoScalingGroupName/${groupName}`,
    ],
  );
  allow('Worker', ['s3:GetObject'], [worker.bucket.arnForObjects(worker.s3ObjectKey)]);
  // Ends in `:*`, which covers the group and its streams.
  allow('Log', ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
  // "Create a custom IAM role for Session Manager", AWS Systems Manager User Guide. They know no resources.
  allow(
    'SessionManager',
    [
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    ['*'],
  );
  return role;
}

/** What cannot ever succeed the engine itself sends to the dead-letter queue, so the role may send there, and only there. */
function allowConsuming(role: iam.Role, queue: IQueue): void {
  const redrive = redriveOf(queue);
  queue.encryptionMasterKey?.grant(role, ...(redrive === undefined ? CONSUME.key : PRODUCE.key));
  queue.grant(role, ...CONSUME.queue);
  redrive?.deadLetterQueue.grant(role, ...PRODUCE.queue);
}
