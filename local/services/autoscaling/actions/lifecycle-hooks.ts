import type {
  DeleteLifecycleHookCommandInput,
  DescribeLifecycleHooksCommandInput,
  DescribeLifecycleHooksCommandOutput,
  PutLifecycleHookCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { hookAnswer } from '../answer';
import { type AutoScaling, accountAccess, groupAccess } from '../autoscaling-context';
import { noSuchHook } from '../errors';
import { hookOf, hookRecordOf } from '../lifecycle-input';

export function putLifecycleHook(autoScaling: AutoScaling): Operation<PutLifecycleHookCommandInput> {
  return {
    access: (input, request) => {
      const access = groupAccess(autoScaling, 'PutLifecycleHook')(input, request);
      const { account } = request;
      const context = { 'iam:PassedToService': 'autoscaling.amazonaws.com' };
      return input.RoleARN === undefined
        ? access
        : [access, { action: 'iam:PassRole', resource: input.RoleARN, account, context }];
    },
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const { held } = live.group.members;
      const hook = hookOf(input, held.find(input.LifecycleHookName ?? ''));
      const record = hookRecordOf(input, live.hooks.get(hook.name));
      held.put(hook);
      live.hooks.set(hook.name, record);
      return {};
    },
  };
}

type Hooks = Omit<DescribeLifecycleHooksCommandOutput, '$metadata'>;

export function describeLifecycleHooks(autoScaling: AutoScaling): Operation<DescribeLifecycleHooksCommandInput, Hooks> {
  return {
    access: accountAccess('DescribeLifecycleHooks'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const names = input.LifecycleHookNames ?? [];
      const hooks = live.group.members.held.all.filter(({ name }) => names.length === 0 || names.includes(name));
      return { LifecycleHooks: hooks.map((hook) => hookAnswer(live, hook)) };
    },
  };
}

export function deleteLifecycleHook(autoScaling: AutoScaling): Operation<DeleteLifecycleHookCommandInput> {
  return {
    access: groupAccess(autoScaling, 'DeleteLifecycleHook'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const { LifecycleHookName: name = '' } = input;
      const hook = live.group.members.held.find(name);
      if (hook === undefined) throw noSuchHook(name, live.identity.name);
      live.act((now) => live.group.deleteHook(hook, now));
      live.hooks.delete(name);
      return {};
    },
  };
}
