import type { Change, ChangeSetType } from '@aws-sdk/client-cloudformation';
import type { ChangeSet } from '../../cloudformation';

/** A change set until it is executed or deleted. */
export interface PreparedChangeSet {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly type: ChangeSetType;
  readonly createdAt: number;
  readonly changes: ChangeSet;
  /** What it would do; nothing makes it fail. */
  readonly list: readonly Change[];
  /** A change set that changes nothing cannot be executed. */
  readonly isEmpty: boolean;
}

/** The change sets of all stacks. */
export class ChangeSets {
  private readonly sets = new Map<string, PreparedChangeSet>();

  put(set: PreparedChangeSet): void {
    this.sets.set(set.id, set);
  }

  /** By ARN, or by the name that it has in its stack. */
  find(nameOrId: string | undefined, stackId: string | undefined): PreparedChangeSet | undefined {
    return this.sets.get(nameOrId ?? '') ?? this.ofStack(stackId).find(({ name }) => name === nameOrId);
  }

  ofStack(stackId: string | undefined): readonly PreparedChangeSet[] {
    return [...this.sets.values()].filter(({ changes }) => changes.request.identity.stackId === stackId);
  }

  remove({ id }: PreparedChangeSet): void {
    this.sets.delete(id);
  }
}
