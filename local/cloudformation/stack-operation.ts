import type { ChangeSet } from './change-set';
import { resolve } from './intrinsics';
import { isObject, type JsonObject, sameJson } from './json';
import type { DesiredResource, ResourceProvider } from './resource-provider';
import type { Stack, StackResource } from './stacks';
import type { ResourceDefinition } from './template';

/** How one resource's change is taken back. */
type Undo =
  | { readonly kind: 'delete'; readonly created: StackResource }
  | { readonly kind: 'restore'; readonly previous: StackResource; readonly attempted: DesiredResource };

export interface RolledBack {
  readonly failures: readonly unknown[];
  /** Created, and could not be deleted again. */
  readonly remaining: readonly StackResource[];
  /** Created, and kept by its `DeletionPolicy`: only `RetainExceptOnCreate` and `Delete` take it back. */
  readonly kept: readonly StackResource[];
}

/** Creates and updates the resources of one change set, and takes that back when one fails. */
export class StackOperation {
  private readonly undo: Undo[] = [];
  /** What replacements left behind. */
  private readonly replaced: StackResource[] = [];

  constructor(
    private readonly changes: ChangeSet,
    private readonly existing: Stack | undefined,
    private readonly provider: ResourceProvider,
    private readonly onFirstChange: () => void,
  ) {}

  async apply(definition: ResourceDefinition): Promise<void> {
    const { resources } = this.changes;
    const current = this.existing?.resources.get(definition.logicalId);
    const desired = this.desired(definition, current);
    const result = current === undefined ? await this.create(desired) : await this.change(current, desired);
    resources.set(definition.logicalId, result);
  }

  get changed(): boolean {
    return this.undo.length > 0 || this.removed().length > 0;
  }

  /** Undoes everything in reverse order; returns what is still there, because of its policy or of a failure. */
  async rollBack(): Promise<RolledBack> {
    const failures: unknown[] = [];
    const remaining: StackResource[] = [];
    const kept: StackResource[] = [];
    for (const step of this.undo.reverse()) {
      try {
        if (step.kind === 'restore') {
          await this.provider.update({ ...step.attempted, ...physical(step.previous) }, step.previous);
        } else if (step.created.deletionPolicy === 'Retain') {
          this.provider.keep(step.created);
          kept.push(step.created);
        } else {
          await this.provider.delete(step.created);
        }
      } catch (failure) {
        failures.push(failure);
        if (step.kind === 'delete') remaining.push(step.created);
      }
    }
    return { failures, remaining, kept };
  }

  /** Deletes what the new template has no more: last, so that nothing needs it any longer. */
  async cleanUp(): Promise<unknown[]> {
    const failures: unknown[] = [];
    const replaced = this.replaced.map((resource) => ({ resource, policy: resource.updateReplacePolicy }));
    const removed = this.removed().map((resource) => ({ resource, policy: resource.deletionPolicy }));
    const order = [...(this.existing?.resources.keys() ?? [])];
    const position = ({ resource }: { resource: StackResource }) => order.indexOf(resource.logicalId);
    for (const { resource, policy } of [...replaced, ...removed].sort((a, b) => position(b) - position(a))) {
      try {
        if (policy === 'Delete') await this.provider.delete(resource);
        else this.provider.keep(resource);
      } catch (failure) {
        failures.push(failure);
      }
    }
    return failures;
  }

  private removed(): StackResource[] {
    const kept = new Set(this.changes.order.map(({ logicalId }) => logicalId));
    return [...(this.existing?.resources.values() ?? [])].filter(({ logicalId }) => !kept.has(logicalId));
  }

  private desired(definition: ResourceDefinition, current: StackResource | undefined): DesiredResource {
    const { logicalId, type, deletionPolicy, updateReplacePolicy } = definition;
    const dependencies = [...(this.changes.dependencies.get(logicalId) ?? [])];
    const unresolved = { logicalId, type, properties: {}, dependencies, deletionPolicy, updateReplacePolicy };
    try {
      return { ...unresolved, properties: resolvedProperties(definition, this.changes) };
    } catch (error) {
      throw this.provider.failure(current === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED', unresolved, error);
    }
  }

  private async create(desired: DesiredResource): Promise<StackResource> {
    this.onFirstChange();
    const created = await this.provider.create(desired);
    this.undo.push({ kind: 'delete', created });
    return created;
  }

  private async change(current: StackResource, desired: DesiredResource): Promise<StackResource> {
    if (sameJson(current.properties, desired.properties)) return { ...desired, ...physical(current) };
    this.onFirstChange();
    if (this.provider.needsReplacement(current, desired)) {
      const replacement = await this.create(desired);
      this.replaced.push(current);
      return replacement;
    }
    // Recorded before it is tried: an update that fails half-way is taken back as well.
    this.undo.push({ kind: 'restore', previous: current, attempted: desired });
    return this.provider.update(current, desired);
  }
}

function physical({ physicalId, attributes }: StackResource): Pick<StackResource, 'physicalId' | 'attributes'> {
  return { physicalId, attributes };
}

function resolvedProperties(definition: ResourceDefinition, { scope }: ChangeSet): JsonObject {
  const properties = resolve(definition.properties, scope);
  return isObject(properties) ? properties : {};
}
