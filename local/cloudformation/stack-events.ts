import type { Kernel } from '../kernel/kernel';
import type { StackHistory, StackRecord } from './stack-history';
import type { StackIdentity, StackStatus } from './stacks';

export type ResourceStatus =
  | `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}`
  | 'DELETE_SKIPPED';

/** What the command line shows while a stack is deployed, and what CloudFormation's API tells of it later. */
export class StackEvents {
  private readonly record: StackRecord;

  constructor(
    private readonly kernel: Kernel,
    private readonly stack: StackIdentity,
    history: StackHistory,
  ) {
    this.record = history.recordOf(stack, kernel.clock.now());
  }

  stackIs(status: StackStatus, reason?: string): void {
    this.record.stackIs(this.kernel.clock.now(), status, reason);
    this.emit('cloudformation.stack', { status, reason });
  }

  resourceIs(
    resource: { readonly logicalId: string; readonly type: string; readonly physicalId?: string },
    status: ResourceStatus,
    reason?: string,
  ): void {
    const { logicalId, type, physicalId } = resource;
    this.record.resourceIs({ at: this.kernel.clock.now(), logicalId, physicalId, type, status, reason });
    this.emit('cloudformation.resource', { logicalId, resourceType: type, physicalId, status, reason });
  }

  private emit(type: string, fields: Readonly<Record<string, string | undefined>>): void {
    const { stackName: stack, account, region } = this.stack;
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    this.kernel.events.emit(type, { stack, account, region, ...Object.fromEntries(given) });
  }
}
