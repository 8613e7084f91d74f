import type { StackRequest } from './change-set';
import type { ResourceStatus } from './stack-events';
import type { StackIdentity, StackPlace, StackStatus } from './stacks';

/** One line of a stack's events; the stack itself is told like a resource of its own. */
export interface StackMoment<Status = ResourceStatus | StackStatus> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly status: Status;
  readonly reason: string | undefined;
}

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** What happened to one stack, from its first event to its last. */
export class StackRecord {
  readonly events: StackMoment[] = [];
  /** Each resource as it was told of last. */
  readonly resources = new Map<string, StackMoment<ResourceStatus>>();
  /** What was asked for last. */
  request: Pick<StackRequest, 'template' | 'parameters' | 'tags'> | undefined;
  private state: StackMoment<StackStatus> | undefined;

  constructor(
    readonly identity: StackIdentity,
    readonly createdAt: number,
  ) {}

  get status(): StackStatus | undefined {
    return this.state?.status;
  }

  get reason(): string | undefined {
    return this.state?.reason;
  }

  get isDeleted(): boolean {
    return this.status === 'DELETE_COMPLETE';
  }

  /** When the last operation of a kind began, in milliseconds since 1970. */
  begun(operation: 'UPDATE' | 'DELETE'): number | undefined {
    return this.events.findLast(({ type, status }) => type === STACK_TYPE && status === `${operation}_IN_PROGRESS`)?.at;
  }

  stackIs(at: number, status: StackStatus, reason: string | undefined): void {
    const { stackName: logicalId, stackId: physicalId } = this.identity;
    this.state = { at, logicalId, physicalId, type: STACK_TYPE, status, reason };
    this.events.push(this.state);
  }

  resourceIs(moment: StackMoment<ResourceStatus>): void {
    this.events.push(moment);
    const known = this.resources.get(moment.logicalId);
    // What a replacement left behind is deleted at the end: the resource is the new one by then.
    const left = moment.status.startsWith('DELETE') && known?.physicalId !== moment.physicalId;
    if (!left) this.resources.set(moment.logicalId, moment);
  }
}

/** All stacks that there are or were, deleted ones too: what CloudFormation's API tells of them. */
export class StackHistory {
  private readonly records = new Map<string, StackRecord>();

  /** The record of a stack, begun with its first event. */
  recordOf(identity: StackIdentity, now: number): StackRecord {
    const known = this.records.get(identity.stackId);
    if (known !== undefined) return known;
    const record = new StackRecord(identity, now);
    this.records.set(identity.stackId, record);
    return record;
  }

  /** By id also one that is deleted, by name the one that is not. */
  find(place: StackPlace, nameOrId: string): StackRecord | undefined {
    const byId = this.records.get(nameOrId);
    if (byId !== undefined && isIn(place, byId)) return byId;
    return this.in(place).findLast(({ identity, isDeleted }) => identity.stackName === nameOrId && !isDeleted);
  }

  /** In the order of their creation. */
  in(place: StackPlace): readonly StackRecord[] {
    return [...this.records.values()].filter((record) => isIn(place, record));
  }
}

const isIn = ({ account, region }: StackPlace, { identity }: StackRecord): boolean =>
  identity.account === account && identity.region === region;
