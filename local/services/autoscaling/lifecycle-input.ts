import type { PutLifecycleHookCommandInput } from '@aws-sdk/client-auto-scaling';
import { LIFECYCLE_HEARTBEAT } from '../../../model/limits/auto-scaling';
import { validationError } from './errors';
import type { HookRecord } from './group-record';
import {
  ACTION_RESULTS,
  type ActionName,
  type ActionResult,
  type LifecycleHook,
  type LifecycleTransition,
  TRANSITIONS,
} from './model';

type HookInput = Omit<PutLifecycleHookCommandInput, 'AutoScalingGroupName'>;

/** @param current the hook of this name, whose values stay where none are given */
export function hookOf(input: HookInput, current: LifecycleHook | undefined): LifecycleHook {
  const { LifecycleHookName: name } = input;
  if (name === undefined || !/^[A-Za-z0-9\-_/]{1,255}$/.test(name)) {
    throw validationError(`A lifecycle hook's name must have 1 to 255 letters, digits, - _ or /, got '${name}'.`);
  }
  const { min, max, default: usual } = LIFECYCLE_HEARTBEAT;
  const heartbeatTimeout = input.HeartbeatTimeout ?? current?.heartbeatTimeout ?? usual;
  if (heartbeatTimeout < min || heartbeatTimeout > max) {
    throw validationError(`'HeartbeatTimeout' must be ${min} to ${max} seconds, got ${heartbeatTimeout}.`);
  }
  return {
    name,
    transition: transitionOf(input.LifecycleTransition) ?? current?.transition ?? missingTransition(),
    heartbeatTimeout,
    defaultResult: resultOf(input.DefaultResult ?? current?.defaultResult ?? 'ABANDON'),
  };
}

export function hookRecordOf(input: HookInput, current: HookRecord | undefined): HookRecord {
  const record = {
    // An empty text takes the target away.
    notificationTarget: (input.NotificationTargetARN ?? current?.notificationTarget) || undefined,
    role: input.RoleARN ?? current?.role,
    metadata: input.NotificationMetadata ?? current?.metadata,
  };
  if (record.notificationTarget !== undefined && record.role === undefined) {
    throw validationError(
      "'RoleARN' must be given with 'NotificationTargetARN': the notification is sent as that role.",
    );
  }
  return record;
}

export function resultOf(value: string | undefined): ActionResult {
  const result = ACTION_RESULTS.find((known) => known === value);
  if (result !== undefined) return result;
  throw validationError(`Lifecycle Action Result should be one of {${ACTION_RESULTS.join(', ')}}, got '${value}'.`);
}

export function actionNameOf(input: {
  readonly LifecycleHookName: string | undefined;
  readonly InstanceId?: string;
  readonly LifecycleActionToken?: string;
}): ActionName {
  const { LifecycleHookName: hookName = '', InstanceId: instanceId, LifecycleActionToken: token } = input;
  if (instanceId === undefined && token === undefined) {
    throw validationError("'LifecycleActionToken' or 'InstanceId' must be given: one of them names the action.");
  }
  return { hookName, ...(instanceId === undefined ? {} : { instanceId }), ...(token === undefined ? {} : { token }) };
}

function transitionOf(value: string | undefined): LifecycleTransition | undefined {
  if (value === undefined) return undefined;
  const transition = TRANSITIONS.find((known) => known === value);
  if (transition !== undefined) return transition;
  throw validationError(`'LifecycleTransition' must be one of ${TRANSITIONS.join(', ')}, got '${value}'.`);
}

function missingTransition(): never {
  throw validationError("'LifecycleTransition' must be given for a new lifecycle hook.");
}
