import { parseArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import type { Kernel } from '../../kernel/kernel';
import type { CallOptions, Router } from '../service';
import type { HookRecord } from './group-record';
import type { GroupIdentity, LifecycleAction } from './model';

/**
 * "Configure a notification target for your lifecycle hook": the message goes to a queue or a topic, in the name of the
 * role that the hook names, so that role's policies decide.
 */
export function notifyTarget(
  identity: GroupIdentity,
  { notificationTarget = '', role = '', metadata }: HookRecord,
  instanceId: string,
  { token, hook }: LifecycleAction,
  kernel: Kernel,
  router: Router,
): void {
  const { account, name } = identity;
  const launching = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING';
  const message = JSON.stringify({
    Origin: launching ? 'EC2' : 'AutoScalingGroup',
    Destination: launching ? 'AutoScalingGroup' : 'EC2',
    LifecycleHookName: hook.name,
    AccountId: account,
    RequestId: token,
    LifecycleTransition: hook.transition,
    AutoScalingGroupName: name,
    Service: 'AWS Auto Scaling',
    Time: new Date(kernel.clock.now()).toISOString(),
    EC2InstanceId: instanceId,
    LifecycleActionToken: token,
    NotificationMetadata: metadata,
  });
  const target = parseArn(notificationTarget);
  const call =
    target?.service === 'sns'
      ? router.call('sns', 'Publish', { TopicArn: notificationTarget, Message: message }, asRole(role, identity))
      : sendToQueue(notificationTarget, message, router, asRole(role, identity));
  void call.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    kernel.events.emit('autoscaling.notification-failed', { group: name, hook: hook.name, reason });
  });
}

async function sendToQueue(arn: string, MessageBody: string, router: Router, as: CallOptions): Promise<void> {
  const { account: QueueOwnerAWSAccountId, resource: QueueName } = parseArn(arn) ?? {};
  const { QueueUrl } = await router.call('sqs', 'GetQueueUrl', { QueueName, QueueOwnerAWSAccountId }, as);
  await router.call('sqs', 'SendMessage', { QueueUrl, MessageBody }, as);
}

function asRole(roleArn: string, { account, region }: GroupIdentity): CallOptions {
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const arn = `arn:${partitionOf(region)}:sts::${account}:assumed-role/${name}/AutoScaling-LifecycleHook`;
  return { principal: { kind: 'role', account, roleArn, arn }, account, region };
}
