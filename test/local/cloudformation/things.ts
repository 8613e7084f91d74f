import { AwsError } from '../../../local/aws-error';
import { prepareChangeSet } from '../../../local/cloudformation/change-set';
import { deleteStack } from '../../../local/cloudformation/delete';
import { deployStack } from '../../../local/cloudformation/deploy';
import type { Properties, ResourceType } from '../../../local/cloudformation/resource-type';
import { type Stack, Stacks } from '../../../local/cloudformation/stacks';
import type { Router } from '../../../local/services/service';
import { testKernel } from './test-kernel';

const unreachable: Router = {
  call: () => Promise.reject(new Error('no service is needed here')),
  decide: () => {
    throw new Error('no service is needed here');
  },
};

/**
 * Stacks of `Test::Thing`, a resource type that only keeps a ledger: what was done, and which things there are.
 * A thing whose `Fail` names an operation refuses it.
 */
export class Things {
  readonly ledger: string[] = [];
  /** Physical id to its properties. */
  readonly existing = new Map<string, Properties>();
  readonly stacks = new Stacks();
  private readonly recorded = testKernel();
  private count = 0;

  private readonly thing: ResourceType = {
    type: 'Test::Thing',
    properties: ['Name', 'Size', 'Kind', 'Fail', 'Parts.Label'],
    attributes: ['Arn'],
    replaceOn: ['Name', 'Kind'],
    nameProperty: 'Name',
    create: async (properties, context) => {
      this.refuse('create', properties);
      const id = `${context.logicalId}-${++this.count}`;
      this.note('create', id, properties);
      return { physicalId: id, attributes: { Arn: `arn:thing:${id}` } };
    },
    update: async (id, properties) => {
      this.note('update', id, properties);
      this.refuse('update', properties);
      return { physicalId: id, attributes: { Arn: `arn:thing:${id}` } };
    },
    delete: async (id, properties) => {
      this.refuse('delete', properties);
      this.ledger.push(`delete ${id}`);
      this.existing.delete(id);
    },
  };

  async deploy(
    resources: object,
    { stackName = 'app', account = '111122223333', region = 'us-east-1', parameters = {}, ...sections }: Options = {},
  ): Promise<{ stack: Stack; changed: boolean }> {
    const identity = { stackName, stackId: `arn:stack/${stackName}`, account, region, partition: 'aws' };
    const types = new Map([[this.thing.type, this.thing]]);
    const typed = Object.entries(resources).map(([id, resource]) => [id, { Type: 'Test::Thing', ...resource }]);
    const template = { Resources: Object.fromEntries(typed), ...sections };
    const request = { identity, template, parameters };
    const changes = prepareChangeSet(request, this.stacks.find(identity, stackName), this.stacks, types);
    return deployStack(changes, this.environment(types), this.stacks);
  }

  async delete(stackName = 'app'): Promise<void> {
    const stack = this.stack(stackName);
    if (stack === undefined) throw new Error(`there is no stack ${stackName}`);
    await deleteStack(stack, this.environment(new Map([[this.thing.type, this.thing]])), this.stacks);
  }

  stack(stackName = 'app'): Stack | undefined {
    return this.stacks.find({ account: '111122223333', region: 'us-east-1' }, stackName);
  }

  /** What happened since the last call. */
  done(): string[] {
    return this.ledger.splice(0);
  }

  /** `status logicalId` of resources and `status` of stacks, in their order. */
  statuses(): string[] {
    return this.recorded.events
      .splice(0)
      .map((event) => [event['status'], event['logicalId']].filter(Boolean).join(' '));
  }

  private environment(types: ReadonlyMap<string, ResourceType>) {
    const { kernel } = this.recorded;
    return { kernel, router: unreachable, types, random: kernel.random.fork('names') };
  }

  private note(action: string, id: string, properties: Properties): void {
    const size = properties['Size'] === undefined ? '' : ` ${String(properties['Size'])}`;
    this.ledger.push(`${action} ${id}${size}`);
    this.existing.set(id, properties);
  }

  private refuse(action: string, properties: Properties): void {
    if (properties['Fail'] === action) throw new AwsError('ThingRefused', `This thing does not ${action}.`);
  }
}

interface Options {
  readonly stackName?: string;
  readonly account?: string;
  readonly region?: string;
  readonly parameters?: Record<string, string>;
  readonly Parameters?: object;
  readonly Conditions?: object;
  readonly Mappings?: object;
  readonly Outputs?: object;
}

/** A reference to a thing, so that it is created first. */
export const ref = (name: string) => ({ Ref: name });
