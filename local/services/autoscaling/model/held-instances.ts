import { validationError } from './errors';
import type { GroupInstance } from './group-instance';
import { beginAction, type LifecycleAction, type LifecycleHook, type LifecycleTransition } from './lifecycle-hook';

/** "Quotas for Amazon EC2 Auto Scaling resources and groups". */
const MAX_HOOKS = 50;

/** How a waiting action is named: by its token, or by hook and instance. */
export interface ActionName {
  readonly hookName: string;
  readonly instanceId?: string;
  readonly token?: string;
}

export interface Holding {
  readonly instance: GroupInstance;
  readonly action: LifecycleAction;
}

/** A group's lifecycle hooks, and the actions with which they hold instances. */
export class HeldInstances {
  private readonly hooks = new Map<string, LifecycleHook>();

  constructor(private readonly nextToken: () => string) {}

  get all(): readonly LifecycleHook[] {
    return [...this.hooks.values()];
  }

  find(name: string): LifecycleHook | undefined {
    return this.hooks.get(name);
  }

  put(hook: LifecycleHook): void {
    if (!this.hooks.has(hook.name) && this.hooks.size >= MAX_HOOKS) {
      throw validationError(`An Auto Scaling group can have at most ${MAX_HOOKS} lifecycle hooks.`);
    }
    this.hooks.set(hook.name, hook);
  }

  delete(name: string): void {
    this.hooks.delete(name);
  }

  /** Returns the actions that now hold the instance; none when no hook is for this transition. */
  hold(instance: GroupInstance, transition: LifecycleTransition, now: number): readonly LifecycleAction[] {
    const hooks = this.all.filter((hook) => hook.transition === transition);
    instance.waitingFor = hooks.map((hook) => beginAction(hook, this.nextToken(), now));
    return instance.waitingFor;
  }
}

/** @throws ValidationError when no action of this name waits: it is over, or never was */
export function findAction(instances: Iterable<GroupInstance>, { hookName, instanceId, token }: ActionName): Holding {
  for (const instance of instances) {
    if (instanceId !== undefined && instance.id !== instanceId) continue;
    for (const action of instance.waitingFor) {
      const named = token === undefined ? instanceId !== undefined : action.token === token;
      if (named && action.hook.name === hookName) return { instance, action };
    }
  }
  const name = token === undefined ? `instance ID ${instanceId}` : `token ${token}`;
  throw validationError(`No active Lifecycle Action found with ${name}`);
}

/** The action that runs out first, of all that wait. */
export function nextTimeout(instances: Iterable<GroupInstance>): Holding | undefined {
  let next: Holding | undefined;
  for (const instance of instances) {
    for (const action of instance.waitingFor) {
      if (next === undefined || action.deadline < next.action.deadline) next = { instance, action };
    }
  }
  return next;
}
