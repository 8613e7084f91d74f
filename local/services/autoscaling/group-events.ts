import type { Kernel } from '../../kernel/kernel';
import type { Router } from '../service';
import type { LiveGroup } from './live-group';
import type { GroupInstance, GroupObserver, LifecycleAction, LifecycleState, ScalingGroup } from './model';
import { notifyTarget } from './notify-target';

/** Tells the event stream what happens in a group, and a lifecycle hook's target that an instance waits. */
export class GroupEvents implements GroupObserver {
  constructor(
    private readonly live: LiveGroup,
    private readonly kernel: Kernel,
    private readonly router: Router,
  ) {}

  instanceChanged(group: ScalingGroup, instance: GroupInstance, previous: LifecycleState): void {
    const { id, state, health } = instance;
    this.emit('autoscaling.instance-changed', { instance: id, state, previous, health, ...group.counts });
  }

  actionBegan(_group: ScalingGroup, { id }: GroupInstance, action: LifecycleAction): void {
    const { name, transition } = action.hook;
    this.emit('autoscaling.lifecycle-action-began', { instance: id, hook: name, transition, token: action.token });
    const target = this.live.hooks.get(name);
    if (target?.notificationTarget === undefined) return;
    notifyTarget(this.live.identity, target, id, action, this.kernel, this.router);
  }

  actionEnded(_group: ScalingGroup, { id }: GroupInstance, { hook, token }: LifecycleAction, how: string): void {
    this.emit('autoscaling.lifecycle-action-ended', { instance: id, hook: hook.name, token, how });
  }

  desiredChanged({ desired }: ScalingGroup, previous: number, cause: string): void {
    this.emit('autoscaling.desired-capacity-changed', { desired, previous, cause });
  }

  private emit(type: string, fields: Readonly<Record<string, unknown>>): void {
    const { account, region, name } = this.live.identity;
    this.kernel.events.emit(type, { group: name, account, region, ...fields });
  }
}
