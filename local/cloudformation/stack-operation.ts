import type { ChangeSet } from './change-set';
import { resolve } from './intrinsics';
import { isObject, type JsonObject, sameJson } from './json';
import type { DesiredResource, ResourceProvider } from './resource-provider';
import type { Stack, StackResource } from './stacks';
import type { ResourceDefinition } from './template';

interface Update {
  readonly previous: StackResource;
  readonly attempted: DesiredResource;
}

export interface Leftovers {
  readonly failures: readonly unknown[];
  /** Could not be deleted, in the order of their creation. */
  readonly remaining: readonly StackResource[];
  /** Kept by their `DeletionPolicy`: a rollback deletes `RetainExceptOnCreate` and `Delete` only. */
  readonly kept: readonly StackResource[];
}

/** Creates and updates the resources of one change set, and takes that back when one fails. */
export class StackOperation {
  private readonly created: StackResource[] = [];
  private readonly updated: Update[] = [];
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
    return this.created.length + this.updated.length + this.removed().length > 0;
  }

  /**
   * Gives every resource that was updated its previous properties, in the order of the previous deployment: a resource
   * may need that of another to be accepted at all. Returns what failed.
   */
  async restore(): Promise<unknown[]> {
    const failures: unknown[] = [];
    const order = this.previousOrder();
    const steps = [...this.updated].sort((a, b) => order(a.previous) - order(b.previous));
    for (const { previous, attempted } of steps) {
      try {
        await this.provider.update({ ...attempted, ...physical(previous) }, previous);
      } catch (failure) {
        failures.push(failure);
      }
    }
    return failures;
  }

  /** Deletes what was created, in reverse order; tells what is still there, because of its policy or of a failure. */
  async deleteCreated(): Promise<Leftovers> {
    const failures: unknown[] = [];
    const remaining: StackResource[] = [];
    const kept: StackResource[] = [];
    for (const resource of [...this.created].reverse()) {
      try {
        if (resource.deletionPolicy === 'Retain') {
          this.provider.keep(resource);
          kept.push(resource);
        } else {
          await this.provider.delete(resource);
        }
      } catch (failure) {
        failures.push(failure);
        remaining.unshift(resource);
      }
    }
    return { failures, remaining, kept };
  }

  /** Deletes what the new template has no more: last, so that nothing needs it any longer. */
  async cleanUp(): Promise<unknown[]> {
    const failures: unknown[] = [];
    const replaced = this.replaced.map((resource) => ({ resource, policy: resource.updateReplacePolicy }));
    const removed = this.removed().map((resource) => ({ resource, policy: resource.deletionPolicy }));
    const order = this.previousOrder();
    const steps = [...replaced, ...removed].sort((a, b) => order(b.resource) - order(a.resource));
    for (const { resource, policy } of steps) {
      try {
        if (policy === 'Delete') await this.provider.delete(resource);
        else this.provider.keep(resource);
      } catch (failure) {
        failures.push(failure);
      }
    }
    return failures;
  }

  /** A resource's position in the previous deployment. */
  private previousOrder(): (resource: StackResource) => number {
    const names = [...(this.existing?.resources.keys() ?? [])];
    return ({ logicalId }) => names.indexOf(logicalId);
  }

  private removed(): StackResource[] {
    const kept = new Set(this.changes.order.map(({ logicalId }) => logicalId));
    return [...(this.existing?.resources.values() ?? [])].filter(({ logicalId }) => !kept.has(logicalId));
  }

  private desired(definition: ResourceDefinition, current: StackResource | undefined): DesiredResource {
    const { logicalId, type, deletionPolicy, updateReplacePolicy, updatePolicy } = definition;
    const dependencies = [...(this.changes.dependencies.get(logicalId) ?? [])];
    const policies = { deletionPolicy, updateReplacePolicy, ...(updatePolicy === undefined ? {} : { updatePolicy }) };
    const unresolved = { logicalId, type, properties: {}, dependencies, ...policies };
    try {
      return {
        ...unresolved,
        properties: this.provider.withTags(
          resolvedProperties(definition, this.changes),
          type,
          this.changes.request.tags,
        ),
      };
    } catch (error) {
      throw this.provider.failure(current === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED', unresolved, error);
    }
  }

  private async create(desired: DesiredResource): Promise<StackResource> {
    this.onFirstChange();
    const created = await this.provider.create(desired);
    this.created.push(created);
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
    this.updated.push({ previous: current, attempted: desired });
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
