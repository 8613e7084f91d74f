import { dnsSuffixOf } from '../../model/partition';
import { Conditions } from './conditions';
import type { Scope, StackOutput } from './intrinsics';
import type { JsonObject } from './json';
import type { ParameterValue } from './parameters';
import type { CreatedResource } from './resource-type';
import type { StackIdentity, Stacks } from './stacks';
import type { Template } from './template';
import { validationError } from './template-error';

/** What the functions of one stack's template can see while it is deployed. */
export class StackScope implements Scope {
  /** Exports of other stacks that were used. */
  readonly imports = new Set<string>();
  private readonly conditions: Conditions;

  constructor(
    private readonly stack: StackIdentity,
    private readonly template: Template,
    private readonly parameters: ReadonlyMap<string, ParameterValue>,
    /** The stack's resources that exist by now. */
    private readonly resources: ReadonlyMap<string, CreatedResource>,
    private readonly stacks: Stacks,
  ) {
    this.conditions = new Conditions(template.conditions);
  }

  get region(): string {
    return this.stack.region;
  }

  get mappings(): JsonObject {
    return this.template.mappings;
  }

  ref(name: string): unknown {
    if (name.startsWith('AWS::')) return this.pseudoParameter(name);
    const parameter = this.parameters.get(name);
    return parameter ?? this.resource(name).physicalId;
  }

  attribute(logicalId: string, attribute: string): string | readonly string[] {
    const value = this.resource(logicalId).attributes[attribute];
    if (value !== undefined) return value;
    throw validationError(
      `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
    );
  }

  condition(name: string): boolean {
    return this.conditions.value(name, this);
  }

  importValue(exportName: string): string {
    const value = this.stacks.exporterOf(this.stack, exportName)?.exports[exportName];
    if (value === undefined) throw validationError(`No export named ${exportName} found.`);
    this.imports.add(exportName);
    return value;
  }

  stackOutput({ stackName, outputName, region }: StackOutput): string {
    const stack = this.stacks.find({ account: this.stack.account, region }, stackName);
    if (stack === undefined) throw validationError(`Stack with id ${stackName} does not exist in ${region}`);
    const value = stack.outputs[outputName];
    if (value !== undefined) return value;
    throw validationError(`Stack ${stackName} has no output named ${outputName} in ${region}`);
  }

  private resource(name: string): CreatedResource {
    const resource = this.resources.get(name);
    if (resource !== undefined) return resource;
    throw validationError(`Template format error: Unresolved dependencies [${name}].`);
  }

  private pseudoParameter(name: string): unknown {
    const { account, region, partition, stackId, stackName } = this.stack;
    switch (name) {
      case 'AWS::AccountId':
        return account;
      case 'AWS::NotificationARNs':
        return [];
      case 'AWS::NoValue':
        return undefined;
      case 'AWS::Partition':
        return partition;
      case 'AWS::Region':
        return region;
      case 'AWS::StackId':
        return stackId;
      case 'AWS::StackName':
        return stackName;
      case 'AWS::URLSuffix':
        return dnsSuffixOf(partition);
      default:
        throw validationError(`Template format error: Unresolved dependencies [${name}].`);
    }
  }
}
