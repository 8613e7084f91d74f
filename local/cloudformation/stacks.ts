import type { JsonObject } from './json';
import type { CreatedResource } from './resource-type';
import { StackHistory } from './stack-history';
import type { RetentionPolicy } from './template';

export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED';

/** Which stack it is: names are unique in an account and region. */
export interface StackIdentity {
  readonly stackName: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** A resource as it was last deployed. */
export interface StackResource extends CreatedResource {
  readonly logicalId: string;
  readonly type: string;
  /** With every function resolved. */
  readonly properties: JsonObject;
  /** Logical ids of the resources that it needs. */
  readonly dependencies: readonly string[];
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
  /** What an update of it brings with it beside the change: a group's instance refresh. */
  readonly updatePolicy?: JsonObject;
}

export interface Stack extends StackIdentity {
  readonly status: StackStatus;
  /** As it was given. */
  readonly template: unknown;
  /** Parameters that were given; the others have the template's defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Of the stack, which its resources get too. */
  readonly tags: Readonly<Record<string, string>>;
  /** In the order of their creation. */
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly outputs: Readonly<Record<string, string>>;
  /** Export names with their values. */
  readonly exports: Readonly<Record<string, string>>;
  /** Names of other stacks' exports that this one uses. */
  readonly imports: readonly string[];
}

/** Where a stack lives. */
export type StackPlace = Pick<StackIdentity, 'account' | 'region'>;

/** All stacks of the local cloud. */
export class Stacks {
  readonly history = new StackHistory();
  private readonly stacks = new Map<string, Stack>();

  find(place: StackPlace, name: string): Stack | undefined {
    return this.stacks.get(keyOf(place, name));
  }

  all(): readonly Stack[] {
    return [...this.stacks.values()];
  }

  put(stack: Stack): void {
    this.stacks.set(keyOf(stack, stack.stackName), stack);
  }

  remove(stack: StackIdentity): void {
    this.stacks.delete(keyOf(stack, stack.stackName));
  }

  /** Exports are seen by all stacks of the same account and region. */
  exporterOf(place: StackPlace, exportName: string): Stack | undefined {
    return this.in(place).find(({ exports }) => Object.hasOwn(exports, exportName));
  }

  importersOf(place: StackPlace, exportName: string): readonly string[] {
    return this.in(place)
      .filter(({ imports }) => imports.includes(exportName))
      .map(({ stackName }) => stackName);
  }

  private in({ account, region }: StackPlace): Stack[] {
    return this.all().filter((stack) => stack.account === account && stack.region === region);
  }
}

function keyOf({ account, region }: StackPlace, name: string): string {
  return `${account}/${region}/${name}`;
}
