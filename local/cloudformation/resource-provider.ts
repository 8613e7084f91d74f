import { userArn } from '../../model/arn';
import type { Principal } from '../../model/policy/request';
import type { Kernel } from '../kernel/kernel';
import type { Random } from '../kernel/random';
import type { Router } from '../services/service';
import { HandlerRefusal, isMissing, ResourceFailure } from './failure';
import { type JsonObject, sameJson } from './json';
import { physicalName } from './physical-name';
import type { CreatedResource, DeployContext, ResourceType } from './resource-type';
import type { ResourceStatus, StackEvents } from './stack-events';
import { withStackTags } from './stack-tags';
import type { StackIdentity, StackResource } from './stacks';
import type { ResourceTypes } from './support';

export interface DeployEnvironment {
  readonly kernel: Kernel;
  readonly router: Router;
  readonly types: ResourceTypes;
  /** Where generated names come from. */
  readonly random: Random;
}

/** What a resource is to become, its functions resolved. */
export type DesiredResource = Omit<StackResource, keyof CreatedResource>;

/** Calls the handlers of one stack's resources, tells the event stream, and says why one failed. */
export class ResourceProvider {
  constructor(
    private readonly environment: DeployEnvironment,
    private readonly stack: StackIdentity,
    private readonly events: StackEvents,
    /** In whose name the resources are made. */
    private readonly principal: Principal = administrator(stack),
  ) {}

  create(desired: DesiredResource): Promise<StackResource> {
    return this.attempt('CREATE', desired, async (handler, context) => ({
      ...desired,
      ...(await handler.create(desired.properties, context)),
    }));
  }

  update(current: StackResource, desired: DesiredResource): Promise<StackResource> {
    return this.attempt('UPDATE', { ...desired, physicalId: current.physicalId }, async (handler, context) => ({
      ...desired,
      ...(await handler.update(current.physicalId, desired.properties, current.properties, context)),
    }));
  }

  /** What is no longer there is deleted already. */
  delete(resource: StackResource): Promise<StackResource> {
    return this.attempt('DELETE', resource, async (handler, context) => {
      try {
        await handler.delete(resource.physicalId, resource.properties, context);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      return resource;
    });
  }

  keep(resource: StackResource): void {
    this.events.resourceIs(resource, 'DELETE_SKIPPED');
  }

  /** Whether the change from one to the other needs a new resource. Throws where CloudFormation refuses one. */
  needsReplacement(current: StackResource, desired: DesiredResource): boolean {
    const { replaceOn, nameProperty } = this.handlerOf(desired);
    const replaces = replaceOn.some((name) => !sameJson(current.properties[name], desired.properties[name]));
    const name = nameProperty === undefined ? undefined : desired.properties[nameProperty];
    if (replaces && name !== undefined && sameJson(name, current.properties[nameProperty ?? ''])) {
      const refusal = new Error(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. ` +
          `Rename ${String(name)} and update the stack again.`,
      );
      throw this.failure('UPDATE_FAILED', desired, refusal);
    }
    return replaces;
  }

  /** A resource's properties with the tags of its stack. */
  withTags(properties: JsonObject, type: string, tags: Readonly<Record<string, string>>): JsonObject {
    return withStackTags(properties, this.handlerOf({ type }), tags);
  }

  failure(status: ResourceStatus, resource: DesiredResource, cause: unknown): ResourceFailure {
    const failure = new ResourceFailure(resource.logicalId, resource.type, status, cause);
    this.events.resourceIs(resource, status, failure.message);
    return failure;
  }

  private async attempt(
    action: 'CREATE' | 'UPDATE' | 'DELETE',
    resource: DesiredResource & { readonly physicalId?: string },
    task: (handler: ResourceType, context: DeployContext) => Promise<StackResource>,
  ): Promise<StackResource> {
    this.events.resourceIs(resource, `${action}_IN_PROGRESS`);
    try {
      const result = await task(this.handlerOf(resource), this.contextOf(resource));
      this.events.resourceIs(result, `${action}_COMPLETE`);
      return result;
    } catch (error) {
      throw this.failure(`${action}_FAILED`, resource, error);
    }
  }

  private handlerOf({ type }: { readonly type: string }): ResourceType {
    const handler = this.environment.types.get(type);
    if (handler === undefined) throw new HandlerRefusal('InvalidRequest', `Resource type ${type} is not supported.`);
    return handler;
  }

  private contextOf({ logicalId, updatePolicy }: Pick<DesiredResource, 'logicalId' | 'updatePolicy'>): DeployContext {
    const { kernel, router, random } = this.environment;
    return {
      ...this.stack,
      kernel,
      router,
      logicalId,
      updatePolicy,
      caller: { principal: this.principal, account: this.stack.account, region: this.stack.region },
      generatedName: (maxLength, options) => physicalName(this.stack.stackName, logicalId, maxLength, random, options),
    };
  }
}

/** Whoever deploys in this process is the account's administrator, as with the policy that `cdk bootstrap` proposes. */
function administrator({ account, partition }: StackIdentity): Principal {
  return { kind: 'user', account, arn: userArn({ account, partition, name: 'administrator' }) };
}
